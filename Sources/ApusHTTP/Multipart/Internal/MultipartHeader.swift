import HTTPTypes
import NIOCore

/// The header of a part.
struct MultipartHeader: Sendable {
    let fields: HeaderFields
    let name: String
    /// The file's name as it was sent; nil when the part is no file.
    let filename: String?

    /// Reads a header without its empty line.
    init(_ bytes: some Collection<UInt8>) throws(Problem) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformedMultipart("The header of a part is not UTF-8.")
        }
        fields = try Self.fields(text)
        guard fields.values(for: .contentDisposition).count == 1, fields.values(for: .contentType).count < 2 else {
            throw .malformedMultipart("A part needs one Content-Disposition.")
        }
        // RFC 7578, section 4.7: encodings that nobody sends, and that others may not know.
        let encoding = fields[.contentTransferEncoding]?.lowercased() ?? "binary"
        guard ["binary", "7bit", "8bit"].contains(encoding) else {
            throw .malformedMultipart("A part is encoded in a way that is not understood.")
        }
        let parameters = try MultipartDisposition.parameters(fields[.contentDisposition] ?? "")
        guard let name = parameters["name"] else { throw .malformedMultipart("A part has no name.") }
        self.name = name
        filename = parameters["filename"]
    }

    private static func fields(_ text: String) throws(Problem) -> HeaderFields {
        var fields = HeaderFields()
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            // All lines but the last, whose end was taken with the header's, end with CR and LF.
            let isLast = line.endIndex == text.utf8.endIndex
            guard isLast || line.last == UInt8(ascii: "\r") else { throw badLine }
            let content = isLast ? line : line.dropLast()
            guard let colon = content.firstIndex(of: UInt8(ascii: ":")),
                let name = HTTPField.Name(String(Substring(content[..<colon]))),
                content.allSatisfy(\.isFieldText)
            else { throw badLine }
            fields.append(String(Substring(content[colon...].dropFirst())).trimmingBlanks, for: name)
        }
        return fields
    }

    private static var badLine: Problem { .malformedMultipart("The header of a part has a line that is no field.") }
}

extension HTTPField.Name {
    fileprivate static let contentTransferEncoding = known("Content-Transfer-Encoding")
}

extension String {
    /// The text without spaces and tabs around it.
    fileprivate var trimmingBlanks: String {
        func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let first = utf8.firstIndex(where: { !isBlank($0) }), let last = utf8.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(self[first...last])
    }
}
