import ApusHTTP
import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Turns the bytes of a connection into requests: a state machine without I/O.
///
/// Bytes are taken from the buffer they arrived in; a head that is not complete stays there, and parsing goes on where
/// it stopped when more have been added. The result never depends on how the bytes were split.
struct RequestParser {
    enum Event {
        /// The head of a request. Its body follows unless the framing is `none`.
        case head(ParsedHead)
        /// A piece of the body.
        case body(ByteBuffer)
        /// The end of a request that has a body, with the fields that came after a chunked one.
        case end(trailers: HeaderFields)
        /// Bytes that are no request. The parser is of no use any more.
        case failure(ParseFailure)
    }

    private enum State {
        case head
        case fixed(remaining: Int)
        case chunked(ChunkedDecoder)
        case failed
    }

    private let limits: RequestLimits
    private var state = State.head

    // Where the search for the end of the head has got to, as offsets from the first unread byte.
    private var scanned = 0
    private var lineStart = 0
    private var lines = 0
    private var hasSkippedLine = false

    init(limits: RequestLimits) {
        self.limits = limits
    }

    /// Whether the next event is the end of a body, for which no more bytes are needed.
    var isAtEndOfBody: Bool {
        if case .fixed(remaining: 0) = state { return true }
        return false
    }

    /// Takes the next event from `buffer`; nil when it needs more bytes.
    mutating func next(_ buffer: inout ByteBuffer) -> Event? {
        switch state {
        case .head:
            return nextHead(&buffer)
        case .fixed(let remaining):
            guard remaining > 0 else {
                state = .head
                return .end(trailers: HeaderFields())
            }
            let count = min(remaining, buffer.readableBytes)
            guard count > 0, let piece = buffer.readSlice(length: count) else { return nil }
            state = .fixed(remaining: remaining - count)
            return .body(piece)
        case .chunked(var decoder):
            do {
                let event = try decoder.next(&buffer)
                switch event {
                case .data(let piece):
                    state = .chunked(decoder)
                    return .body(piece)
                case .end(let trailers):
                    state = .head
                    return .end(trailers: trailers)
                case nil:
                    state = .chunked(decoder)
                    return nil
                }
            } catch {
                return fail(error)
            }
        case .failed:
            return nil
        }
    }

    private mutating func fail(_ failure: ParseFailure) -> Event {
        state = .failed
        return .failure(failure)
    }

    private mutating func nextHead(_ buffer: inout ByteBuffer) -> Event? {
        do {
            guard let length = try findHead(&buffer) else { return nil }
            let fieldCount = lines - 1
            let parsed = try buffer.withUnsafeReadableBytes { bytes throws(ParseFailure) in
                try HeadParser.parse(
                    UnsafeRawBufferPointer(rebasing: bytes[..<length]),
                    fieldCount: fieldCount,
                    limits: limits
                )
            }
            buffer.moveReaderIndex(forwardBy: length)
            scanned = 0
            lineStart = 0
            lines = 0
            hasSkippedLine = false
            switch parsed.framing {
            case .none:
                break
            case .length(let length):
                guard length <= limits.bodyBytes else { return fail(.bodyTooLarge(limit: limits.bodyBytes)) }
                state = .fixed(remaining: length)
            case .chunked:
                state = .chunked(ChunkedDecoder(limits: limits))
            }
            return .head(parsed)
        } catch {
            return fail(error)
        }
    }

    /// Finds the empty line that ends the head and returns the length of the head with it; nil when it is not there.
    ///
    /// What makes the bytes unacceptable whatever follows is found here, so that a client that never ends its head is
    /// refused early.
    private mutating func findHead(_ buffer: inout ByteBuffer) throws(ParseFailure) -> Int? {
        while true {
            let step = try buffer.withUnsafeReadableBytes { bytes throws(ParseFailure) in try scan(bytes) }
            switch step {
            case .needsMore: return nil
            case .head(let length): return length
            case .emptyLine:
                // RFC 9112, section 2.2: one empty line before a request is ignored.
                buffer.moveReaderIndex(forwardBy: 2)
                scanned = 0
                lineStart = 0
                hasSkippedLine = true
            }
        }
    }

    private enum Step {
        case needsMore
        case emptyLine
        case head(length: Int)
    }

    private mutating func scan(_ bytes: UnsafeRawBufferPointer) throws(ParseFailure) -> Step {
        guard let base = bytes.baseAddress, let first = bytes.first else { return .needsMore }
        guard first.isTokenByte || (first == 0x0D && !hasSkippedLine) else { throw .unexpectedByte }
        while scanned < bytes.count, let found = memchr(base + scanned, 0x0A, bytes.count - scanned) {
            let lineFeed = UnsafeRawPointer(found) - base
            let length = lineFeed + 1
            guard lineFeed > lineStart, bytes[lineFeed - 1] == 0x0D else { throw .bareLineFeed }
            let isEmptyLine = lineFeed - 1 == lineStart
            if lines == 0, isEmptyLine { return .emptyLine }
            try checkSize(length)
            if isEmptyLine { return .head(length: length) }
            lines += 1
            guard lines - 1 <= limits.fields else { throw .tooManyFields(limit: limits.fields) }
            scanned = length
            lineStart = length
        }
        scanned = bytes.count
        try checkSize(scanned)
        return .needsMore
    }

    /// Refuses a head of which `length` bytes are there, and the line that begins at `lineStart`, if it is too long.
    private func checkSize(_ length: Int) throws(ParseFailure) {
        // Room for the method, the version and what separates them.
        if lines == 0, length > limits.targetBytes + 64 { throw .targetTooLong(limit: limits.targetBytes) }
        if length > limits.headerBytes { throw .headerTooLarge(limit: limits.headerBytes) }
    }
}
