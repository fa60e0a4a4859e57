import ApusSQL
import FoundationEssentials

/// Tells whether a migration still says the same: FNV-1a, 64 bits. It guards against mistakes, not against attackers.
enum Checksum {
    static func of(_ change: SchemaChange) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
            // Keeps "ab", "c" apart from "a", "bc".
            hash = (hash ^ 0xff) &* 0x0000_0100_0000_01b3
        }
        for step in change.steps {
            switch step {
            case .statement(let statement):
                add(statement.sql)
                for value in statement.bindings { add(text(value)) }
            case .data(let title, _):
                add("data: \(title)")
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func text(_ value: SQLValue) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): "boolean \(value)"
        case .integer(let value): "integer \(value)"
        case .double(let value): "double \(value.bitPattern)"
        case .text(let value): "text \(value)"
        case .bytes(let value): "bytes \(value)"
        case .uuid(let value): "uuid \(value.uuidString)"
        case .timestamp(let value): "timestamp \(value.timeIntervalSince1970.bitPattern)"
        case .array(let values, of: _): "array \(values.map(text))"
        }
    }
}
