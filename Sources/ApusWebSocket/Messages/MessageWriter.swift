import ApusCompression
import NIOCore

/// Turns messages into the frames of a server, compressed where that has been agreed on: a state machine without I/O.
struct MessageWriter: ~Copyable {
    /// A message of fewer bytes would hardly become smaller.
    private static let minimumCompressedBytes = 64

    private let deflate: DeflateParameters?
    private var deflater: Deflater?

    /// Makes a writer for a connection.
    ///
    /// - Parameter deflate: How messages are compressed; nil when they are not.
    init(deflate: DeflateParameters?) {
        self.deflate = deflate
    }

    /// Writes `message` as one frame.
    mutating func write(_ message: WebSocketMessage, to output: inout ByteBuffer) {
        let opcode: Opcode = if case .text = message { .text } else { .binary }
        let payload = message.bytes
        if let compressed = compress(payload) {
            FrameSerializer.write(opcode, isCompressed: true, payload: compressed, to: &output)
        } else {
            FrameSerializer.write(opcode, payload: payload, to: &output)
        }
    }

    /// The payload of the compressed message (RFC 7692, section 7.2.1); nil when it is to be sent as it is.
    private mutating func compress(_ payload: ByteBuffer) -> ByteBuffer? {
        guard let deflate, payload.readableBytes >= Self.minimumCompressedBytes else { return nil }
        var compressed = ByteBuffer()
        do {
            if deflater == nil { deflater = try Deflater(.raw, windowBits: deflate.serverWindowBits) }
            try deflater?.compress(payload, into: &compressed, flush: .sync)
            if !deflate.serverKeepsContext { deflater = nil }
        } catch {
            // Without memory for a deflater, the message goes as it is.
            return nil
        }
        // The flush ends with an empty block, whose bytes 00 00 FF FF are left out.
        compressed.moveWriterIndex(to: compressed.writerIndex - 4)
        return compressed
    }
}
