import NIOCore

/// Writes the frames of a server, which are not masked (RFC 6455, section 5.1).
enum FrameSerializer {
    /// The most bytes that come before the payload.
    static let maximumHeaderBytes = 10

    /// Writes one frame.
    static func write(
        _ opcode: Opcode,
        isCompressed: Bool = false,
        payload: ByteBuffer,
        to output: inout ByteBuffer
    ) {
        output.reserveCapacity(minimumWritableBytes: maximumHeaderBytes + payload.readableBytes)
        output.writeInteger(0x80 | (isCompressed ? 0x40 : 0) | opcode.rawValue)
        switch payload.readableBytes {
        case ...125:
            output.writeInteger(UInt8(payload.readableBytes))
        case ...Int(UInt16.max):
            output.writeInteger(126 as UInt8)
            output.writeInteger(UInt16(payload.readableBytes))
        default:
            output.writeInteger(127 as UInt8)
            output.writeInteger(UInt64(payload.readableBytes))
        }
        output.writeImmutableBuffer(payload)
    }

    /// Writes a close frame.
    ///
    /// - Parameters:
    ///   - code: The code; nil for none, and then there is no reason either.
    ///   - reason: The reason, of which as much is sent as fits.
    static func writeClose(_ code: WebSocketCloseCode?, reason: String, to output: inout ByteBuffer) {
        var payload = ByteBuffer()
        if let code {
            payload.writeInteger((code.isSendable ? code : .internalError).rawValue)
            var rest = FrameParser.maximumControlBytes - 2
            for scalar in reason.unicodeScalars {
                rest -= UTF8.width(scalar)
                guard rest >= 0 else { break }
                payload.writeString(String(scalar))
            }
        }
        write(.close, payload: payload, to: &output)
    }
}
