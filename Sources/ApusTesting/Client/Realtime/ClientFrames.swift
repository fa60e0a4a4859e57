import ApusWebSocket
import NIOCore
import Synchronization

/// The frames of a WebSocket as a client writes and reads them (RFC 6455, section 5), without compression.
final class ClientFrames: Sendable {
    enum Event {
        case message(WebSocketMessage)
        case ping(ByteBuffer)
        case close
    }

    private struct State {
        var buffer = ByteBuffer()
        /// The message of which more frames follow.
        var message = ByteBuffer()
        var opcode: UInt8 = 0
        var closeCode: WebSocketCloseCode?
        var isClosing = false
    }

    private let state = Mutex(State())

    var closeCode: WebSocketCloseCode? { state.withLock { $0.closeCode } }

    /// Whether a close frame has to be sent; there is one.
    func startClosing() -> Bool {
        state.withLock { state in
            defer { state.isClosing = true }
            return !state.isClosing
        }
    }

    func receive(_ bytes: ByteBuffer) {
        state.withLock { state in
            state.buffer.discardReadBytes()
            state.buffer.writeImmutableBuffer(bytes)
        }
    }

    /// The next event; nil when more bytes are needed.
    func next() throws -> Event? {
        try state.withLock { state in
            while let (first, payload) = try Self.frame(&state.buffer) {
                var payload = payload
                let (isFinal, opcode) = (first & 0x80 != 0, first & 0x0F)
                switch opcode {
                case 0x8:
                    state.closeCode = payload.readInteger(as: UInt16.self).map(WebSocketCloseCode.init)
                    return .close
                case 0x9: return .ping(payload)
                case 0xA: continue
                default: break
                }
                if opcode != 0 { state.opcode = opcode }
                state.message.writeImmutableBuffer(payload)
                guard isFinal else { continue }
                defer { state.message = ByteBuffer() }
                return .message(state.opcode == 0x1 ? .text(String(buffer: state.message)) : .binary(state.message))
            }
            return nil
        }
    }

    /// A frame with a mask, as clients send it.
    static func encode(_ opcode: UInt8, _ payload: ByteBuffer) -> ByteBuffer {
        var frame = ByteBuffer()
        frame.writeInteger(0x80 | opcode)
        switch payload.readableBytes {
        case ...125: frame.writeInteger(0x80 | UInt8(payload.readableBytes))
        case ...0xFFFF:
            frame.writeInteger(0xFE as UInt8)
            frame.writeInteger(UInt16(payload.readableBytes))
        default:
            frame.writeInteger(0xFF as UInt8)
            frame.writeInteger(UInt64(payload.readableBytes))
        }
        let mask = (0..<4).map { _ in UInt8.random(in: .min ... .max) }
        frame.writeBytes(mask)
        frame.writeBytes(payload.readableBytesView.enumerated().map { $1 ^ mask[$0 % 4] })
        return frame
    }

    /// The first byte and the payload of the next frame; nil when it is not all there.
    private static func frame(_ buffer: inout ByteBuffer) throws -> (UInt8, ByteBuffer)? {
        let start = buffer.readerIndex
        guard let first = buffer.getInteger(at: start, as: UInt8.self),
            let second = buffer.getInteger(at: start + 1, as: UInt8.self)
        else { return nil }
        guard first & 0x70 == 0, second & 0x80 == 0 else {
            throw TestClientError("A frame is masked or has reserved bits.")
        }
        let (size, length): (Int, Int?) =
            switch second {
            case 126: (4, buffer.getInteger(at: start + 2, as: UInt16.self).map(Int.init))
            case 127: (10, buffer.getInteger(at: start + 2, as: UInt64.self).map { Int(clamping: $0) })
            default: (2, Int(second))
            }
        guard let length, buffer.readableBytes - size >= length else { return nil }
        buffer.moveReaderIndex(forwardBy: size)
        return buffer.readSlice(length: length).map { (first, $0) }
    }
}
