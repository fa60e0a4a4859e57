package import NIOCore

/// What moves the bytes of one connection: a socket, a NIO channel, or a layer such as TLS above one of them.
///
/// It carries bytes and knows nothing of what they mean; that is the business of its ``protocol``, which it tells
/// what happens. Both are used on the loop of the connection alone.
package protocol Transport: AnyObject {
    /// The address of the client; nil when it has none.
    var remoteAddress: SocketAddress? { get }

    /// Who understands the bytes. To upgrade a connection is to put another protocol here: it gets the bytes from then on.
    var `protocol`: (any WireProtocol)? { get set }

    /// How many bytes have been written that the system has not taken yet.
    var bufferedBytes: Int { get }

    /// Whether there is room for more; ``WireProtocol/becameWritable()`` tells when there is again.
    ///
    /// Nothing breaks when somebody writes nevertheless: it is kept in memory.
    var isWritable: Bool { get }

    /// Sends `bytes`. They are gone afterwards, their memory is not if it can be used again.
    func write(_ bytes: inout ByteBuffer)

    /// Sends `head`, `body` and `tail` in one go, without copying `body`. `head` is empty afterwards.
    func write(_ head: inout ByteBuffer, body: ByteBuffer, tail: StaticString)

    /// Goes on to read after ``WireProtocol/wantsInput`` was false.
    func resumeReading()

    /// Closes the sending side once all has been sent. What the client sends still arrives.
    func closeOutput()

    /// Closes once all has been sent.
    func closeAfterWriting()

    /// Closes at once, and drops what has not been sent. The protocol has been told before this returns.
    func close()
}
