import HTTPTypes
import NIOCore

/// Understands a form with files, from bytes that come in any pieces (RFC 7578 and RFC 2046, section 5.1).
///
/// It does no I/O: bytes are put in, and ``next()`` says what they mean. It keeps no more than the last piece, and of a
/// header or a possible delimiter what has come before.
struct MultipartParser: Sendable {
    enum Event {
        /// A part begins.
        case part(MultipartHeader)
        /// Bytes of its content.
        case content(ByteBuffer)
        /// The part is complete.
        case partEnd
        /// The form is complete.
        case end
        /// More bytes are needed.
        case needsInput
    }

    private enum State {
        case preamble
        case delimiterEnd
        case header
        case content
        case epilogue
    }

    private let delimiter: MultipartDelimiter
    private let limits: MultipartLimits
    private var state = State.preamble
    /// What has not been understood. It begins as if a line had ended, so that the first delimiter is like all others.
    private var buffer = ByteBuffer(string: "\r\n")
    private var hasEnded = false
    /// Up to where the end of a line or of a header has been looked for.
    private var searched = 0
    private var parts = 0
    private var partBytes = 0
    private var totalBytes = 0

    init(_ delimiter: MultipartDelimiter, limits: MultipartLimits) {
        self.delimiter = delimiter
        self.limits = limits
    }

    /// Takes the next piece of the body.
    mutating func receive(_ piece: ByteBuffer) throws(Problem) {
        totalBytes += piece.readableBytes
        guard totalBytes <= limits.totalBytes else { throw .payloadTooLarge(limit: limits.totalBytes) }
        buffer.discardReadBytes()
        buffer.writeImmutableBuffer(piece)
    }

    /// Takes the end of the body.
    mutating func receiveEnd() {
        hasEnded = true
    }

    /// What comes next.
    mutating func next() throws(Problem) -> Event {
        while true {
            switch state {
            case .preamble:
                guard let index = delimiterIndex else {
                    dropAllButDelimiter()
                    return try needsInput()
                }
                take(index + delimiter.bytes.count)
                state = .delimiterEnd
            case .delimiterEnd:
                guard try endDelimiter() else { return try needsInput() }
            case .header:
                guard let header = try takeHeader() else { return try needsInput() }
                state = .content
                partBytes = 0
                return .part(header)
            case .content:
                return try content()
            case .epilogue:
                buffer.clear()
                return hasEnded ? .end : .needsInput
            }
        }
    }

    private func needsInput() throws(Problem) -> Event {
        guard !hasEnded else { throw .malformedMultipart("It ends too early.") }
        return .needsInput
    }

    private var delimiterIndex: Int? {
        buffer.withUnsafeReadableBytes { delimiter.firstIndex(in: $0) }
    }

    private mutating func take(_ count: Int) {
        buffer.moveReaderIndex(forwardBy: count)
        searched = 0
    }

    /// Keeps only as much as may be the beginning of a delimiter.
    private mutating func dropAllButDelimiter() {
        take(max(buffer.readableBytes - delimiter.bytes.count + 1, 0))
    }

    // MARK: The end of a delimiter

    /// Takes what is behind a boundary: two hyphens after the last part, white space, and the end of the line.
    ///
    /// - Returns: false when more is needed.
    private mutating func endDelimiter() throws(Problem) -> Bool {
        let rest = buffer.readableBytesView
        guard let first = rest.first else { return false }
        if first == UInt8(ascii: "-") {
            guard rest.count >= 2 else { return false }
            guard rest.dropFirst().first == first else {
                throw .malformedMultipart("A line goes on after the boundary.")
            }
            take(2)
            state = .epilogue
            return true
        }
        let padding = rest.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
        guard padding <= limits.headerBytes else {
            throw .malformedMultipart("A boundary has too many spaces behind it.")
        }
        let end = rest.dropFirst(padding).prefix(2)
        guard "\r\n".utf8.starts(with: end) else { throw .malformedMultipart("A line goes on after the boundary.") }
        guard end.count == 2 else { return false }
        take(padding + 2)
        parts += 1
        guard parts <= limits.parts else {
            throw Problem(
                status: .contentTooLarge,
                code: "too_many_parts",
                detail: "The form has more than \(limits.parts) parts."
            )
        }
        state = .header
        return true
    }

    // MARK: Headers

    /// Takes the header of a part with the empty line behind it; nil when more is needed.
    private mutating func takeHeader() throws(Problem) -> MultipartHeader? {
        let limit = limits.headerBytes
        let end = buffer.withUnsafeReadableBytes { bytes -> Int? in
            var index = max(searched, 3)
            while index < min(bytes.count, limit + 4) {
                if bytes[index] == 0x0A, bytes[index - 1] == 0x0D, bytes[index - 2] == 0x0A, bytes[index - 3] == 0x0D {
                    return index + 1
                }
                index += 1
            }
            searched = index
            return nil
        }
        guard let end else {
            guard buffer.readableBytes < limit + 4 else {
                throw Problem(
                    status: .contentTooLarge,
                    code: "part_header_too_large",
                    detail: "The header of a part is larger than \(limit) bytes."
                )
            }
            return nil
        }
        let header = try MultipartHeader(buffer.readableBytesView.prefix(end - 4))
        take(end)
        return header
    }

    // MARK: Content

    private mutating func content() throws(Problem) -> Event {
        let index = delimiterIndex
        // Without a delimiter, its beginning may be at the end of what is there.
        let count = index ?? max(buffer.readableBytes - delimiter.bytes.count + 1, 0)
        guard count > 0 else {
            guard index != nil else { return try needsInput() }
            take(delimiter.bytes.count)
            state = .delimiterEnd
            return .partEnd
        }
        partBytes += count
        guard partBytes <= limits.partBytes else {
            throw Problem(
                status: .contentTooLarge,
                code: "part_too_large",
                detail: "A part is larger than the limit of \(limits.partBytes) bytes."
            )
        }
        return .content(buffer.readSlice(length: count) ?? ByteBuffer())
    }
}

extension Problem {
    /// 400: a form with files is not what RFC 7578 says.
    static func malformedMultipart(_ detail: String) -> Problem {
        .badRequest(code: "malformed_multipart", detail: "The form is damaged. " + detail)
    }
}
