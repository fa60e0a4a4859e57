import ApusSQL
import FoundationEssentials

/// Arrays as PostgreSQL reads them in text: `{1,NULL,"a \\"b\\""}`.
enum ArrayText {
    /// The text of an array; nil when an element has no form in PostgreSQL.
    static func text(of elements: [SQLValue]) -> String? {
        var text = "{"
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            switch element {
            case .null: text += "NULL"
            case .boolean(let value): text += value ? "true" : "false"
            case .integer(let value): text += String(value)
            case .double(let value): text += value.description
            case .text(let value): text += quoted(value)
            case .bytes(let value): text += quoted("\\x" + value.map(hexadecimal).joined())
            case .uuid(let value): text += value.uuidString.lowercased()
            case .timestamp(let value):
                guard let timestamp = PostgresTimestamp(value) else { return nil }
                text += quoted(timestamp.text)
            case .array(let inner, of: _):
                guard let inner = Self.text(of: inner) else { return nil }
                text += inner
            }
        }
        return text + "}"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
