package import ApusHTTP
import HTTPTypes

/// What the head of a request says, apart from what it is about: how its body is framed and what follows it.
package struct ParsedHead {
    enum Framing: Hashable {
        case none
        case length(Int)
        case chunked
    }

    package var head: RequestHead
    var framing = Framing.none
    var isPersistent = true
    package var expectsContinue = false

    /// Parses a head that another version of HTTP has brought, written as HTTP/1.1 would.
    ///
    /// - Parameters:
    ///   - bytes: The request line and the header section, with the empty line. Nothing in a field may break a line.
    ///   - configuration: The limits.
    /// - Throws: The ``Problem`` with which the request is answered.
    package static func parse(_ bytes: [UInt8], configuration: ServerConfiguration) throws(Problem) -> ParsedHead {
        let limits = RequestLimits(configuration)
        let fieldCount = bytes.count { $0 == 0x0A } - 2
        guard fieldCount <= limits.fields else { throw ParseFailure.tooManyFields(limit: limits.fields).problem }
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(ParseFailure) in
                try HeadParser.parse(bytes, fieldCount: fieldCount, limits: limits)
            }
        }
        switch result {
        case .success(let parsed): return parsed
        case .failure(let failure): throw failure.problem
        }
    }
}

/// Parses a complete head: request line and header section (RFC 9112, sections 3 and 5).
///
/// Every rule is the strict one. Where the RFC lets a server be lenient, two servers in a row may read the same bytes
/// differently, and that is what request smuggling is made of.
enum HeadParser {
    /// Parses `bytes`, which end with an empty line and in which every LF follows a CR.
    static func parse(
        _ bytes: UnsafeRawBufferPointer,
        fieldCount: Int,
        limits: RequestLimits
    ) throws(ParseFailure) -> ParsedHead {
        var section = HeaderSection()
        let head = try RequestHead(copying: bytes, fieldCapacity: fieldCount) {
            (bytes, fields, facts) throws(ParseFailure) in
            var reader = HeadReader(bytes: bytes)
            let authority = try reader.requestLine(&facts, limits: limits)
            while let field = try reader.field() {
                fields[facts.fieldCount] = field
                if let name = KnownField(bytes, field.name) {
                    try section.note(name, bytes, field.value)
                    // RFC 9112, section 3.2.2: the authority of an absolute target replaces Host.
                    if name == .host, let authority { fields[facts.fieldCount].value = authority }
                }
                facts.fieldCount += 1
            }
            try section.check(facts)
        }
        return ParsedHead(
            head: head,
            framing: section.framing,
            isPersistent: section.closes ? false : section.keepsAlive || !section.isHTTP10,
            expectsContinue: section.expectsContinue && !section.isHTTP10
        )
    }
}

/// The fields that decide how the server goes on.
private enum KnownField {
    case host, connection, contentLength, transferEncoding, expect

    @inline(__always)
    init?(_ bytes: UnsafeRawBufferPointer, _ name: RequestHead.Range) {
        let text = UnsafeRawBufferPointer(rebasing: bytes[Int(name.start)..<Int(name.end)])
        switch text.count {
        case 4 where text.equalsIgnoringCase("host"): self = .host
        case 6 where text.equalsIgnoringCase("expect"): self = .expect
        case 10 where text.equalsIgnoringCase("connection"): self = .connection
        case 14 where text.equalsIgnoringCase("content-length"): self = .contentLength
        case 17 where text.equalsIgnoringCase("transfer-encoding"): self = .transferEncoding
        default: return nil
        }
    }
}

/// Gathers the fields that decide how the server goes on.
private struct HeaderSection {
    var hostCount = 0
    var contentLength: Int?
    var isChunked = false
    var closes = false
    var keepsAlive = false
    var expectsContinue = false
    var isHTTP10 = false

    var framing: ParsedHead.Framing {
        if isChunked { return .chunked }
        return contentLength.map { $0 == 0 ? .none : .length($0) } ?? .none
    }

    mutating func note(
        _ name: KnownField,
        _ bytes: UnsafeRawBufferPointer,
        _ range: RequestHead.Range
    ) throws(ParseFailure) {
        let value = UnsafeRawBufferPointer(rebasing: bytes[Int(range.start)..<Int(range.end)])
        switch name {
        case .host:
            hostCount += 1
            guard value.isHostWithPort else { throw .invalidHost }
        case .contentLength:
            guard contentLength == nil, let length = value.decimalNumber else { throw .invalidContentLength }
            contentLength = length
        case .transferEncoding:
            guard !isChunked else { throw .invalidTransferEncoding }
            guard value.equalsIgnoringCase("chunked") else { throw .unsupportedTransferEncoding }
            isChunked = true
        case .connection:
            for option in value.split(separator: UInt8(ascii: ",")) {
                let option = UnsafeRawBufferPointer(rebasing: option).trimmed
                if option.equalsIgnoringCase("close") { closes = true }
                if option.equalsIgnoringCase("keep-alive") { keepsAlive = true }
            }
        case .expect:
            guard value.equalsIgnoringCase("100-continue") else { throw .unsupportedExpectation }
            expectsContinue = true
        }
    }

    mutating func check(_ facts: RequestHead.Facts) throws(ParseFailure) {
        isHTTP10 = facts.isHTTP10
        guard hostCount == 1 || (hostCount == 0 && isHTTP10) else { throw .missingHost }
        if isChunked {
            guard contentLength == nil else { throw .contentLengthWithTransferEncoding }
            guard !isHTTP10 else { throw .invalidTransferEncoding }
        }
    }
}
