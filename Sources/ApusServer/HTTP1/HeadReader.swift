import ApusHTTP
import HTTPTypes

/// Reads the lines of a complete head, one after the other.
struct HeadReader {
    let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Reads `GET /path HTTP/1.1`.
    ///
    /// - Returns: The authority, if the target has one.
    mutating func requestLine(
        _ facts: inout RequestHead.Facts,
        limits: RequestLimits
    ) throws(ParseFailure) -> RequestHead.Range? {
        while bytes[position].isTokenByte { position += 1 }
        guard position > 0, bytes[position] == UInt8(ascii: " ") else { throw .invalidMethod }
        let method = UnsafeRawBufferPointer(rebasing: bytes[..<position])
        facts.method = RequestMethod(token: method)
        if facts.method == .other {
            facts.otherMethod = HTTPRequest.Method(String(decoding: method, as: UTF8.self))
            guard facts.otherMethod != nil else { throw .invalidMethod }
        }
        position += 1

        let start = position
        while bytes[position].isTargetByte { position += 1 }
        let target = RequestHead.Range(start, position)
        guard target.count <= limits.targetBytes else { throw .targetTooLong(limit: limits.targetBytes) }
        guard !target.isEmpty, bytes[position] == UInt8(ascii: " ") else { throw .invalidTarget }
        position += 1
        try version(&facts)
        return try self.target(target, &facts)
    }

    private mutating func version(_ facts: inout RequestHead.Facts) throws(ParseFailure) {
        // The head ends with two line ends after at least the version, so eight bytes are there if it is a version.
        guard bytes.count - position >= 10, UnsafeRawBufferPointer(rebasing: bytes[position..<position + 5]) == "HTTP/",
            bytes[position + 5].isDigit, bytes[position + 6] == UInt8(ascii: "."), bytes[position + 7].isDigit,
            bytes[position + 8] == 0x0D, bytes[position + 9] == 0x0A
        else { throw .invalidVersion }
        guard bytes[position + 5] == UInt8(ascii: "1") else { throw .unsupportedVersion }
        facts.isHTTP10 = bytes[position + 7] == UInt8(ascii: "0")
        position += 10
    }

    /// Tells the four forms of a target apart (RFC 9112, section 3.2).
    private func target(
        _ target: RequestHead.Range,
        _ facts: inout RequestHead.Facts
    ) throws(ParseFailure) -> RequestHead.Range? {
        let start = Int(target.start)
        let text = UnsafeRawBufferPointer(rebasing: bytes[start..<Int(target.end)])
        guard facts.method != .connect else { throw text.isAuthority ? .unsupportedMethod : .invalidTarget }
        if bytes[start] == UInt8(ascii: "/") {
            facts.setOriginTarget(target, in: bytes)
            return nil
        }
        if text.count == 1, text[0] == UInt8(ascii: "*"), facts.method == .options {
            facts.setOriginTarget(target, in: bytes)
            return nil
        }
        let schemeLength = text.hasPrefixIgnoringCase("http://") ? 7 : text.hasPrefixIgnoringCase("https://") ? 8 : 0
        guard schemeLength > 0 else { throw .invalidTarget }
        let rest = text[schemeLength...]
        let pathStart = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        let authority = UnsafeRawBufferPointer(rebasing: rest[..<pathStart])
        guard !authority.isEmpty, authority.isHostWithPort else { throw .invalidTarget }
        facts.setOriginTarget(target, pathStart: start + pathStart, in: bytes)
        return RequestHead.Range(start + schemeLength, start + pathStart)
    }

    /// Reads the next header field; nil at the empty line.
    mutating func field() throws(ParseFailure) -> RequestHead.Field? {
        if bytes[position] == 0x0D, bytes[position + 1] == 0x0A { return nil }
        let nameStart = position
        while bytes[position].isTokenByte { position += 1 }
        let name = RequestHead.Range(nameStart, position)
        guard !name.isEmpty, bytes[position] == UInt8(ascii: ":") else { throw .invalidFieldName }
        position += 1
        while bytes[position].isBlank { position += 1 }
        var start = position
        while bytes[position].isFieldValueByte { position += 1 }
        guard bytes[position] == 0x0D, bytes[position + 1] == 0x0A else { throw .invalidFieldValue }
        var end = position
        while end > start, bytes[end - 1].isBlank { end -= 1 }
        start = min(start, end)
        position += 2
        return RequestHead.Field(name: name, value: RequestHead.Range(start, end))
    }
}
