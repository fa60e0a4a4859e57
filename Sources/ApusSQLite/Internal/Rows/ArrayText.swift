internal import ApusSQL
internal import FoundationEssentials

/// Arrays as SQLite keeps them: JSON, so that its functions can look into them.
enum ArrayText {
    /// The text of an array; nil when an element has no form in JSON.
    static func text(of elements: [SQLValue]) -> String? {
        var text = "["
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            switch element {
            case .null: text += "null"
            case .boolean(let value): text += value ? "1" : "0"
            case .integer(let value): text += String(value)
            case .double(let value):
                guard value.isFinite else { return nil }
                text += value.description
            case .text(let value): append(value, to: &text)
            case .bytes: return nil
            case .uuid(let value): append(value.uuidString.lowercased(), to: &text)
            case .timestamp(let value):
                guard let timestamp = self.text(of: value) else { return nil }
                append(timestamp, to: &text)
            case .array(let inner, of: _):
                guard let inner = self.text(of: inner) else { return nil }
                text += inner
            }
        }
        return text + "]"
    }

    private static func text(of date: Date) -> String? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Date.sqliteTextCount) { text in
            date.writeSQLiteText(to: text) ? String(decoding: text, as: UTF8.self) : nil
        }
    }

    private static func append(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                text += "\\"
                text.unicodeScalars.append(scalar)
            case "\0"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
