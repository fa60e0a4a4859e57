package import NIOCore

/// What moves the bytes of a server's connections.
package enum TransportKind: Sendable {
    /// Sockets on loops of our own; where there is no such transport, NIO.
    case sockets
    /// Channels of NIO that speak HTTP/1.1.
    case nio
    /// Channels of NIO that speak what the closure makes them speak. It is called on the loop.
    case channels(@Sendable (any Channel, ServerLoop) throws -> Void)
}
