internal import ApusSQL
internal import CSQLite3

extension DatabaseError {
    /// The error that a connection has just reported.
    ///
    /// - Parameters:
    ///   - code: The extended result code.
    ///   - handle: The connection, for the message.
    ///   - statement: The statement, when it failed while it ran. Its bound values are kept out of the message.
    static func sqlite(_ code: Int32, on handle: OpaquePointer?, running statement: Statement? = nil) -> DatabaseError {
        let text = handle.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
        var message = text.map { String(cString: $0) } ?? "unknown error"
        if let statement, code & 0xFF == SQLITE_ERROR, statement.bindings.contains(where: \.isQuotable) {
            message = withoutQuotes(message)
        }
        var error = DatabaseError(kind(of: code), message: message, state: String(code), sql: statement?.sql)
        error.readNames(code)
        return error
    }

    private static func kind(of code: Int32) -> Code {
        switch code {
        case SQLiteCode.constraintUnique, SQLiteCode.constraintPrimaryKey, SQLiteCode.constraintRowID:
            return .uniqueViolation
        case SQLiteCode.constraintForeignKey: return .foreignKeyViolation
        case SQLiteCode.constraintCheck: return .checkViolation
        case SQLiteCode.constraintNotNull: return .notNullViolation
        case SQLiteCode.constraintDataType: return .invalidValue
        default: break
        }
        switch code & 0xFF {
        case SQLITE_ERROR, SQLITE_SCHEMA: return .invalidStatement
        case SQLITE_MISMATCH, SQLITE_TOOBIG: return .invalidValue
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: return .busy
        case SQLITE_INTERRUPT: return .cancelled
        case SQLITE_PERM, SQLITE_AUTH: return .permissionDenied
        case SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_IOERR, SQLITE_NOTADB, SQLITE_READONLY: return .storage
        case SQLITE_MISUSE, SQLITE_RANGE: return .misuse
        default: return .other
        }
    }

    /// Takes the names out of messages such as `UNIQUE constraint failed: country.code`.
    private mutating func readNames(_ code: Int32) {
        guard code & 0xFF == SQLITE_CONSTRAINT else { return }
        if code == SQLiteCode.constraintDataType {
            // "cannot store TEXT value in INTEGER column place.latitude"
            if let name = message.split(separator: " ").last { readColumn(name) }
            return
        }
        guard let colon = message.firstRange(of: " constraint failed: ") else { return }
        let subject = message[colon.upperBound...]
        switch self.code {
        case .checkViolation:
            constraint = String(subject)
        case .notNullViolation:
            readColumn(subject)
        case .uniqueViolation where subject.hasPrefix("index '") && subject.hasSuffix("'"):
            constraint = String(subject.dropFirst("index '".count).dropLast())
        case .uniqueViolation:
            constraint = String(subject)
            let columns = subject.split(separator: ", ")
            if columns.count == 1 { readColumn(subject) } else { table = columns.first.flatMap(Self.table(of:)) }
        default: break
        }
    }

    private mutating func readColumn(_ name: Substring) {
        guard let dot = name.firstIndex(of: ".") else { return }
        table = String(name[..<dot])
        column = String(name[name.index(after: dot)...])
    }

    private static func table(of name: Substring) -> String? {
        name.firstIndex(of: ".").map { String(name[..<$0]) }
    }

    /// Some functions quote their arguments, which may be bound: `JSON path error near '$.x'`,
    /// `fts5: syntax error near "x"`, `no such column: x` (of a full-text query). What follows is cut off.
    private static func withoutQuotes(_ message: String) -> String {
        let prefix = "fts5: "
        let start = message.hasPrefix(prefix) ? prefix.count : 0
        let rest = message.dropFirst(start)
        guard let end = rest.firstIndex(where: { $0 == ":" || $0 == "\"" || $0 == "'" }) else { return message }
        return message[..<end] + "…"
    }
}

extension SQLValue {
    /// Whether an error message could quote it.
    fileprivate var isQuotable: Bool {
        switch self {
        case .text, .bytes: true
        default: false
        }
    }
}

/// The extended result codes that matter, which are too complicated as macros for Swift to import.
enum SQLiteCode {
    static let constraintCheck = SQLITE_CONSTRAINT | 1 << 8
    static let constraintForeignKey = SQLITE_CONSTRAINT | 3 << 8
    static let constraintNotNull = SQLITE_CONSTRAINT | 5 << 8
    static let constraintPrimaryKey = SQLITE_CONSTRAINT | 6 << 8
    static let constraintUnique = SQLITE_CONSTRAINT | 8 << 8
    static let constraintRowID = SQLITE_CONSTRAINT | 10 << 8
    static let constraintDataType = SQLITE_CONSTRAINT | 12 << 8
}
