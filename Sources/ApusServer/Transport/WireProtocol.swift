package import NIOCore

/// What is spoken on a connection: HTTP/1.1, or what a request has upgraded it to.
///
/// It is told what happens by its ``Transport``, on the loop of the connection. It may call the transport from within,
/// and must expect to be told things while it does.
package protocol WireProtocol: ServedConnection {
    /// Whether more bytes are welcome. While they are not, the client is stopped by the system's flow control.
    var wantsInput: Bool { get }

    /// The client has sent `bytes`.
    func received(_ bytes: ByteBuffer)

    /// The client has closed its sending side.
    func inputEnded()

    /// There is room to write again.
    func becameWritable()

    /// The connection is closed. Nothing else happens after that.
    func disconnected()
}
