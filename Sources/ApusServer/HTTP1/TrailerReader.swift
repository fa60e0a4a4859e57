import ApusHTTP
import HTTPTypes

/// Collects the trailer section of a chunked body (RFC 9112, section 7.1.2): a state machine without I/O.
///
/// Trailers follow the same rules as the header section, and never change what that has said.
struct TrailerReader {
    private var bytes: [UInt8] = []
    private var lineStart = 0
    private var lines = 0
    private let byteLimit: Int
    private let fieldLimit: Int

    init(limits: RequestLimits) {
        byteLimit = limits.headerBytes
        fieldLimit = limits.fields
    }

    /// Takes one byte; the fields at the empty line that ends the section, nil before.
    mutating func advance(_ byte: UInt8) throws(ParseFailure) -> HeaderFields? {
        guard bytes.count < byteLimit, (bytes.last == 0x0D) == (byte == 0x0A) else { throw .invalidTrailer }
        bytes.append(byte)
        guard byte == 0x0A else { return nil }
        if bytes.count - lineStart == 2 { return try fields() }
        lineStart = bytes.count
        lines += 1
        guard lines <= fieldLimit else { throw .invalidTrailer }
        return nil
    }

    private func fields() throws(ParseFailure) -> HeaderFields {
        do {
            return try bytes.withUnsafeBytes { bytes throws(ParseFailure) in
                var fields = HeaderFields()
                var reader = HeadReader(bytes: bytes)
                while let field = try reader.field() {
                    guard let name = HTTPField.Name(bytes.string(field.name)), !name.isForbiddenInTrailers else {
                        throw .invalidTrailer
                    }
                    fields.append(bytes.string(field.value), for: name)
                }
                return fields
            }
        } catch {
            throw .invalidTrailer
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func string(_ range: RequestHead.Range) -> String {
        String(decoding: self[Int(range.start)..<Int(range.end)], as: UTF8.self)
    }
}

extension HTTPField.Name {
    /// Whether the field frames or routes the message, so that it would come too late (RFC 9110, section 6.5.1).
    fileprivate var isForbiddenInTrailers: Bool {
        switch canonicalName {
        case "content-length", "transfer-encoding", "host", "connection", "expect", "trailer", "te", "upgrade": true
        default: false
        }
    }
}
