/// What a statement is, by its first words: what SQLite itself does not tell of a compiled statement.
enum StatementKind: Sendable {
    /// Returns rows: `select`, `values`, or `with` before anything (``PreparedStatement`` knows whether it writes).
    case query
    /// Changes rows: `insert`, `replace`, `update`, `delete`.
    case change
    /// Begins or ends a transaction.
    case transactionControl
    /// Sets, releases or goes back to a savepoint.
    case savepoint
    /// Anything else, such as the definition of a table.
    case other

    init(_ sql: String) {
        var words = Words(rest: sql.utf8[...])
        switch words.next() {
        case "select", "values", "with": self = .query
        case "insert", "replace", "update", "delete": self = .change
        case "begin", "commit", "end": self = .transactionControl
        case "savepoint", "release": self = .savepoint
        case "rollback":
            var word = words.next()
            if word == "transaction" { word = words.next() }
            self = word == "to" ? .savepoint : .transactionControl
        default: self = .other
        }
    }
}

/// The leading words of an SQL text in lower case, past spaces, comments and semicolons.
private struct Words {
    var rest: Substring.UTF8View

    mutating func next() -> String {
        skipBlanks()
        var word = ""
        while let byte = rest.first, word.utf8.count < 16 {
            let lower = byte | 0x20
            guard lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "z") else { break }
            word.unicodeScalars.append(Unicode.Scalar(lower))
            rest.removeFirst()
        }
        return word
    }

    private mutating func skipBlanks() {
        while let byte = rest.first {
            switch byte {
            case 0x09, 0x0A, 0x0C, 0x0D, 0x20, UInt8(ascii: ";"):
                rest.removeFirst()
            case UInt8(ascii: "-") where rest.starts(with: "--".utf8):
                rest = rest.drop { $0 != 0x0A }
            case UInt8(ascii: "/") where rest.starts(with: "/*".utf8):
                rest.removeFirst(2)
                while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest.removeFirst() }
                rest = rest.dropFirst(2)
            default:
                return
            }
        }
    }
}
