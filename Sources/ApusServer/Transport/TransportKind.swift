/// What moves the bytes of a server's connections.
package enum TransportKind: Sendable {
    /// Sockets on loops of our own; where there is no such transport, NIO.
    case sockets
    /// Channels of NIO.
    case nio
}
