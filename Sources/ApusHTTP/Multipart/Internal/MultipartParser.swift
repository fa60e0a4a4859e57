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
        case header
        case content
        case epilogue
    }

    /// What follows a boundary.
    private enum DelimiterEnd {
        /// The line ends, after so many bytes, and a part begins.
        case part(Int)
        /// The form ends, after so many bytes.
        case form(Int)
        /// The line goes on: this is no delimiter but looks like one.
        case other
        /// More bytes are needed to say.
        case unknown
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
                guard try skipPreamble() else { return try needsInput() }
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

    // MARK: Delimiters

    /// Drops what stands before the first delimiter, and takes that.
    ///
    /// - Returns: false when more is needed.
    private mutating func skipPreamble() throws(Problem) -> Bool {
        guard let index = delimiterIndex else {
            take(bytesWithoutDelimiter)
            return false
        }
        take(index)
        switch try delimiterEnd() {
        case .unknown: return false
        case .other: take(delimiter.bytes.count)
        case .part(let length): try beginPart(after: length)
        case .form(let length): endForm(after: length)
        }
        return true
    }

    /// How many bytes are surely not of a delimiter that is not there as a whole.
    private var bytesWithoutDelimiter: Int {
        max(buffer.readableBytes - delimiter.bytes.count + 1, 0)
    }

    /// What follows the delimiter that comes next: two hyphens, or white space and the end of the line. Any other line is one of
    /// the content, as it is for those who send content that happens to have the boundary in it.
    private func delimiterEnd() throws(Problem) -> DelimiterEnd {
        let length = delimiter.bytes.count
        let rest = buffer.readableBytesView.dropFirst(length)
        if "--".utf8.starts(with: rest.prefix(2)) { return rest.count < 2 ? .unknown : .form(length + 2) }
        let padding = rest.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
        guard padding <= limits.headerBytes else {
            throw .malformedMultipart("A boundary has too many spaces behind it.")
        }
        let end = rest.dropFirst(padding).prefix(2)
        guard "\r\n".utf8.starts(with: end) else { return .other }
        return end.count < 2 ? .unknown : .part(length + padding + 2)
    }

    private mutating func beginPart(after length: Int) throws(Problem) {
        take(length)
        state = .header
        parts += 1
        guard parts <= limits.parts else {
            throw Problem(
                status: .contentTooLarge,
                code: "too_many_parts",
                detail: "The form has more than \(limits.parts) parts."
            )
        }
    }

    private mutating func endForm(after length: Int) {
        take(length)
        state = .epilogue
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
        guard let index = delimiterIndex else {
            return bytesWithoutDelimiter > 0 ? try takeContent(bytesWithoutDelimiter) : try needsInput()
        }
        guard index == 0 else { return try takeContent(index) }
        switch try delimiterEnd() {
        case .unknown: return try needsInput()
        case .other: return try takeContent(delimiter.bytes.count)
        case .part(let length): try beginPart(after: length)
        case .form(let length): endForm(after: length)
        }
        return .partEnd
    }

    private mutating func takeContent(_ count: Int) throws(Problem) -> Event {
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
