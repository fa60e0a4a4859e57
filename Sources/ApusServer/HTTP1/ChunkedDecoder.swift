import ApusHTTP
import NIOCore

/// Decodes a chunked body (RFC 9112, section 7.1): a state machine without I/O.
struct ChunkedDecoder {
    enum Event {
        case data(ByteBuffer)
        case end(trailers: HeaderFields)
    }

    private enum State {
        case size(value: Int, digits: Int)
        case sizeExtension(ChunkExtensions)
        case sizeLineFeed
        case data(remaining: Int)
        case dataCarriageReturn
        case dataLineFeed
        case trailers
    }

    /// Extensions mean nothing here, and nobody needs many of them.
    private static let extensionLimit = 4096
    /// A chunk size of more digits would not fit, or would have leading zeros for no good reason.
    private static let digitLimit = 15

    private var state = State.size(value: 0, digits: 0)
    private var size = 0
    private var bodyBytes = 0
    private var extensionBytes = 0
    private var trailers: TrailerReader
    private let limit: Int

    /// Makes a decoder for one body.
    ///
    /// - Parameter limits: How much content and how many trailers to accept.
    init(limits: RequestLimits) {
        limit = limits.bodyBytes
        trailers = TrailerReader(limits: limits)
    }

    /// Takes the next event from `buffer`; nil when it needs more bytes.
    mutating func next(_ buffer: inout ByteBuffer) throws(ParseFailure) -> Event? {
        while true {
            if case .data(let remaining) = state {
                let count = min(remaining, buffer.readableBytes)
                guard count > 0, let piece = buffer.readSlice(length: count) else { return nil }
                state = remaining == count ? .dataCarriageReturn : .data(remaining: remaining - count)
                return .data(piece)
            }
            guard let byte: UInt8 = buffer.readInteger() else { return nil }
            if case .trailers = state {
                if let fields = try trailers.advance(byte) { return .end(trailers: fields) }
            } else {
                try advance(byte)
            }
        }
    }

    /// Takes one byte of the framing of chunks.
    private mutating func advance(_ byte: UInt8) throws(ParseFailure) {
        switch state {
        case .size(let value, let digits):
            if let digit = byte.hexadecimalValue {
                guard digits < Self.digitLimit else { throw .invalidChunk }
                state = .size(value: value << 4 | Int(digit), digits: digits + 1)
            } else {
                guard digits > 0 else { throw .invalidChunk }
                try sizeEnded(value, before: byte)
            }
        case .sizeExtension(var extensions):
            extensionBytes += 1
            guard extensionBytes <= Self.extensionLimit else { throw .chunkOverheadTooLarge }
            state = try extensions.advance(byte) ? .sizeLineFeed : .sizeExtension(extensions)
        case .sizeLineFeed:
            guard byte == 0x0A else { throw .invalidChunk }
            state = size == 0 ? .trailers : .data(remaining: size)
        case .dataCarriageReturn:
            guard byte == 0x0D else { throw .invalidChunk }
            state = .dataLineFeed
        case .dataLineFeed:
            guard byte == 0x0A else { throw .invalidChunk }
            state = .size(value: 0, digits: 0)
        case .data, .trailers:
            break
        }
    }

    private mutating func sizeEnded(_ size: Int, before byte: UInt8) throws(ParseFailure) {
        guard size <= limit - bodyBytes else { throw .bodyTooLarge(limit: limit) }
        self.size = size
        bodyBytes += size
        if byte == 0x0D {
            state = .sizeLineFeed
        } else {
            var extensions = ChunkExtensions()
            _ = try extensions.advance(byte)
            extensionBytes += 1
            state = .sizeExtension(extensions)
        }
    }
}
