import NIOCore

/// Decodes a chunked body (RFC 9112, section 7.1): a state machine without I/O.
struct ChunkedDecoder {
    enum Event {
        case data(ByteBuffer)
        case end
    }

    private enum State {
        case size(value: Int, digits: Int)
        case sizeExtension
        case sizeLineFeed
        case data(remaining: Int)
        case dataCarriageReturn
        case dataLineFeed
        case trailerLineStart
        case trailerName
        case trailerValue
        case trailerLineFeed
        case lastLineFeed
    }

    /// Extensions mean nothing here, and nobody needs many of them.
    private static let extensionLimit = 4096
    /// A chunk size of more digits would not fit, or would have leading zeros for no good reason.
    private static let digitLimit = 15

    private var state = State.size(value: 0, digits: 0)
    private var size = 0
    private var bodyBytes = 0
    private var extensionBytes = 0
    private var trailerBytes = 0
    private let limit: Int
    private let trailerLimit: Int

    /// Makes a decoder for one body.
    ///
    /// - Parameters:
    ///   - limit: The most bytes of content to accept.
    ///   - trailerLimit: The most bytes of trailers to accept; they are checked and dropped.
    init(limit: Int, trailerLimit: Int) {
        self.limit = limit
        self.trailerLimit = trailerLimit
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
            if try advance(byte) { return .end }
        }
    }

    /// Takes one byte of framing; true at the end of the body.
    private mutating func advance(_ byte: UInt8) throws(ParseFailure) -> Bool {
        switch state {
        case .size(let value, let digits):
            if let digit = byte.hexadecimalValue {
                guard digits < Self.digitLimit else { throw .invalidChunk }
                state = .size(value: value << 4 | Int(digit), digits: digits + 1)
            } else {
                guard digits > 0 else { throw .invalidChunk }
                size = value
                guard size <= limit - bodyBytes else { throw .bodyTooLarge(limit: limit) }
                bodyBytes += size
                switch byte {
                case 0x0D: state = .sizeLineFeed
                case UInt8(ascii: ";"): state = .sizeExtension
                default: throw .invalidChunk
                }
            }
        case .sizeExtension:
            extensionBytes += 1
            guard extensionBytes <= Self.extensionLimit else { throw .chunkOverheadTooLarge }
            if byte == 0x0D {
                state = .sizeLineFeed
            } else {
                guard byte.isFieldValueByte else { throw .invalidChunk }
            }
        case .sizeLineFeed:
            guard byte == 0x0A else { throw .invalidChunk }
            state = size == 0 ? .trailerLineStart : .data(remaining: size)
        case .data:
            break
        case .dataCarriageReturn:
            guard byte == 0x0D else { throw .invalidChunk }
            state = .dataLineFeed
        case .dataLineFeed:
            guard byte == 0x0A else { throw .invalidChunk }
            state = .size(value: 0, digits: 0)
        default:
            return try advanceTrailer(byte)
        }
        return false
    }

    private mutating func advanceTrailer(_ byte: UInt8) throws(ParseFailure) -> Bool {
        trailerBytes += 1
        guard trailerBytes <= trailerLimit else { throw .invalidTrailer }
        switch state {
        case .trailerLineStart:
            if byte == 0x0D {
                state = .lastLineFeed
            } else {
                guard byte.isTokenByte else { throw .invalidTrailer }
                state = .trailerName
            }
        case .trailerName:
            if byte == UInt8(ascii: ":") {
                state = .trailerValue
            } else {
                guard byte.isTokenByte else { throw .invalidTrailer }
            }
        case .trailerValue:
            if byte == 0x0D {
                state = .trailerLineFeed
            } else {
                guard byte.isFieldValueByte else { throw .invalidTrailer }
            }
        case .trailerLineFeed:
            guard byte == 0x0A else { throw .invalidTrailer }
            state = .trailerLineStart
        case .lastLineFeed:
            guard byte == 0x0A else { throw .invalidTrailer }
            return true
        default:
            break
        }
        return false
    }
}
