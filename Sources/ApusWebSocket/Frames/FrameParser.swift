import NIOCore

/// Turns the bytes of a client into frames (RFC 6455, section 5): a state machine without I/O.
///
/// The payload of a frame comes in the pieces in which it arrives, unmasked, so that nothing is held here.
struct FrameParser {
    enum Event: Hashable {
        /// A frame begins. Its payload follows, and then ``end``.
        case begin(FrameHeader)
        case payload(ByteBuffer)
        case end
    }

    /// The most bytes of the payload of a control frame (section 5.5).
    static let maximumControlBytes = 125

    private let allowsCompression: Bool
    private var frame: FrameHeader?
    private var remaining = 0

    /// Makes a parser for a connection.
    ///
    /// - Parameter allowsCompression: Whether compression has been agreed on; a compressed message is refused if not.
    init(allowsCompression: Bool) {
        self.allowsCompression = allowsCompression
    }

    /// Takes the next event from `buffer`; nil when it needs more bytes.
    mutating func next(_ buffer: inout ByteBuffer) throws(WebSocketFailure) -> Event? {
        guard let frame else {
            guard let header = try header(&buffer) else { return nil }
            self.frame = header
            remaining = header.length
            return .begin(header)
        }
        guard remaining > 0 else {
            self.frame = nil
            return .end
        }
        guard var piece = buffer.readSlice(length: min(remaining, buffer.readableBytes)), piece.readableBytes > 0 else {
            return nil
        }
        piece.applyMask(frame.mask, from: frame.length - remaining)
        remaining -= piece.readableBytes
        return .payload(piece)
    }

    private func header(_ buffer: inout ByteBuffer) throws(WebSocketFailure) -> FrameHeader? {
        let start = buffer.readerIndex
        guard let first = buffer.getInteger(at: start, as: UInt8.self) else { return nil }
        guard let opcode = Opcode(rawValue: first & 0x0F) else { throw .protocolError("The opcode is reserved.") }
        let isFinal = first & 0x80 != 0
        let isCompressed = first & 0x40 != 0
        guard first & 0x30 == 0, !isCompressed || (allowsCompression && (opcode == .text || opcode == .binary)) else {
            throw .protocolError("A reserved bit is set.")
        }
        guard isFinal || !opcode.isControl else { throw .protocolError("A control frame is fragmented.") }

        guard let second = buffer.getInteger(at: start + 1, as: UInt8.self) else { return nil }
        guard second & 0x80 != 0 else { throw .protocolError("A frame of a client is not masked.") }
        guard let (length, size) = try length(second & 0x7F, in: buffer, at: start + 2) else { return nil }
        guard length <= Self.maximumControlBytes || !opcode.isControl else {
            throw .protocolError("A control frame is longer than 125 bytes.")
        }
        guard let mask = buffer.getInteger(at: start + 2 + size, as: UInt32.self) else { return nil }
        buffer.moveReaderIndex(forwardBy: 2 + size + 4)
        return FrameHeader(opcode: opcode, isFinal: isFinal, isCompressed: isCompressed, length: length, mask: mask)
    }

    /// The length of the payload and the bytes it took to say so; nil when they are not all there.
    private func length(
        _ short: UInt8,
        in buffer: ByteBuffer,
        at index: Int
    ) throws(WebSocketFailure) -> (length: Int, size: Int)? {
        switch short {
        case 126:
            guard let length = buffer.getInteger(at: index, as: UInt16.self) else { return nil }
            guard length > 125 else { throw .protocolError("A length is not written in the shortest way.") }
            return (Int(length), 2)
        case 127:
            guard let length = buffer.getInteger(at: index, as: UInt64.self) else { return nil }
            guard length > UInt16.max else { throw .protocolError("A length is not written in the shortest way.") }
            guard let length = Int(exactly: length) else { throw .protocolError("The highest bit of a length is set.") }
            return (length, 8)
        default:
            return (Int(short), 0)
        }
    }
}

extension ByteBuffer {
    /// Masks or unmasks the readable bytes, which are the same (RFC 6455, section 5.3).
    ///
    /// - Parameters:
    ///   - mask: The mask.
    ///   - offset: Where in the payload the bytes begin.
    mutating func applyMask(_ mask: UInt32, from offset: Int) {
        guard mask != 0 else { return }
        // The mask from the offset on, repeated, so that eight bytes are done at a time.
        let turned = mask &<< UInt32((offset % 4) * 8) | (offset % 4 == 0 ? 0 : mask &>> UInt32(32 - (offset % 4) * 8))
        let wide = (UInt64(turned) &<< 32 | UInt64(turned)).bigEndian
        withUnsafeMutableReadableBytes { bytes in
            var position = 0
            while position + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                bytes.storeBytes(of: word ^ wide, toByteOffset: position, as: UInt64.self)
                position += 8
            }
            withUnsafeBytes(of: wide) { mask in
                for index in position..<bytes.count { bytes[index] ^= mask[index % 8] }
            }
        }
    }
}
