internal import ApusSQL
internal import CSQLite3
internal import FoundationEssentials

/// A compiled statement. It belongs to one ``Connection``, which outlives it.
final class PreparedStatement {
    let handle: OpaquePointer
    let kind: StatementKind
    /// Whether it leaves the database file as it is.
    let isReadOnly: Bool
    /// Whether it changes rows, so that SQLite counts them.
    let changesRows: Bool
    private let parameterCount: Int
    private var columnNames: [String]
    /// How often SQLite had compiled it again, after a change of the schema, when the names were read.
    private var compilations: Int32 = 0
    /// How much its last result held.
    private var expectedCells = 0
    private var expectedBytes = 0
    /// Whether it took longer than a caller's thread may be held up, when it ran last.
    var isSlow = false
    /// When it was used last, as a number that only grows.
    var lastUse: UInt64 = 0

    /// Compiles `sql`.
    init(_ sql: String, on connection: OpaquePointer) throws(DatabaseError) {
        guard !sql.utf8.contains(0) else {
            throw DatabaseError(.misuse, message: "the statement contains a NUL character", sql: sql)
        }
        guard let size = Int32(exactly: sql.utf8.count) else {
            throw DatabaseError(.misuse, message: "the statement is longer than 2 GiB")
        }
        var sql = sql
        let (code, statement, rest) = sql.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) { Self.compile($0.baseAddress, size, on: connection) }
        }
        guard code == SQLITE_OK else {
            var error = DatabaseError.sqlite(code, on: connection)
            error.sql = sql
            throw error
        }
        guard let statement else {
            throw DatabaseError(.invalidStatement, message: "the statement is empty", sql: sql)
        }
        handle = statement
        kind = StatementKind(sql)
        isReadOnly = sqlite3_stmt_readonly(statement) != 0
        changesRows = kind == .change || (kind == .query && !isReadOnly)
        columnNames = Self.columnNames(of: statement)
        parameterCount = Int(sqlite3_bind_parameter_count(statement))
        guard rest == .nothing else {
            throw DatabaseError(
                .misuse,
                message: "this is more than one statement; run each on its own, together in a transaction",
                sql: sql
            )
        }
    }

    deinit {
        sqlite3_finalize(handle)
    }

    private enum Rest {
        case nothing, something
    }

    private static func compile(
        _ text: UnsafePointer<CChar>?,
        _ size: Int32,
        on connection: OpaquePointer
    ) -> (code: Int32, statement: OpaquePointer?, rest: Rest) {
        var statement: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = sqlite3_prepare_v3(connection, text, size, flags, &statement, &tail)
        guard code == SQLITE_OK, let text, statement != nil else { return (code, statement, .nothing) }
        // What follows may be only comments and semicolons: they compile to nothing.
        while let start = tail, size - Int32(start - text) > 0 {
            var next: OpaquePointer?
            let code = sqlite3_prepare_v3(connection, start, size - Int32(start - text), 0, &next, &tail)
            sqlite3_finalize(next)
            guard code == SQLITE_OK, next == nil, let tail, tail > start else {
                return (SQLITE_OK, statement, .something)
            }
        }
        return (SQLITE_OK, statement, .nothing)
    }

    private static func columnNames(of statement: OpaquePointer) -> [String] {
        (0..<sqlite3_column_count(statement)).map { column in
            sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
        }
    }

    /// Runs it to its end, and leaves it ready to be run again.
    ///
    /// - Parameters:
    ///   - statement: The statement that was compiled, with the values to bind.
    ///   - connection: The connection.
    ///   - maximumSize: The most bytes that the result of a query may take.
    func run(
        _ statement: Statement,
        on connection: OpaquePointer,
        maximumSize: Int
    ) throws(DatabaseError) -> Rows {
        guard statement.bindings.count == parameterCount else {
            throw DatabaseError(
                .misuse,
                message:
                    "the statement has \(parameterCount) placeholders, but \(statement.bindings.count) values are bound",
                sql: statement.sql
            )
        }
        defer {
            sqlite3_reset(handle)
            if parameterCount > 0 { sqlite3_clear_bindings(handle) }
        }
        var position: Int32 = 0
        for value in statement.bindings {
            position += 1
            guard let code = bind(value, at: position) else {
                throw DatabaseError(.invalidValue, message: "SQLite cannot store \(value.flaw)", sql: statement.sql)
            }
            guard code == SQLITE_OK else { throw .sqlite(code, on: connection, running: statement) }
        }
        // What a change returns is not limited: its changes could not be taken back any more.
        let maximumSize = changesRows ? .max : maximumSize
        var result = ResultBuilder(expectedCells: expectedCells, expectedBytes: expectedBytes)
        var code = sqlite3_step(handle)
        readColumnNamesIfCompiledAgain()
        let columnCount = Int32(columnNames.count)
        while code == SQLITE_ROW {
            let hasRoom = result.append(rowOf: handle, columnCount: columnCount, maximumSize: maximumSize)
            guard hasRoom else {
                throw DatabaseError(
                    .other,
                    message: "the result takes more than \(maximumSize) bytes (SQLiteConfiguration.maximumResultSize)",
                    sql: statement.sql
                )
            }
            code = sqlite3_step(handle)
        }
        guard code == SQLITE_DONE else { throw .sqlite(code, on: connection, running: statement) }
        expectedCells = result.cells.count
        expectedBytes = result.bytes.count
        return Rows(
            storage: SQLiteRows(columnNames: columnNames, cells: result.cells, bytes: result.bytes),
            affectedCount: changesRows ? Int(sqlite3_changes64(connection)) : 0
        )
    }

    /// A change of the schema can give `select *` other columns.
    private func readColumnNamesIfCompiledAgain() {
        let compilations = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        guard compilations != self.compilations else { return }
        self.compilations = compilations
        columnNames = Self.columnNames(of: handle)
    }

    /// Binds a value.
    ///
    /// - Returns: SQLite's result code, or nil when the value has no form in SQLite.
    private func bind(_ value: SQLValue, at position: Int32) -> Int32? {
        switch value {
        case .null:
            return sqlite3_bind_null(handle, position)
        case .boolean(let boolean):
            return sqlite3_bind_int64(handle, position, boolean ? 1 : 0)
        case .integer(let integer):
            return sqlite3_bind_int64(handle, position, integer)
        case .double(let double):
            // SQLite would make a NULL of it.
            return double.isNaN ? nil : sqlite3_bind_double(handle, position, double)
        case .text(var text):
            return text.withUTF8 { bindText(UnsafeRawBufferPointer($0), at: position) }
        case .bytes(let bytes):
            return bytes.withUnsafeBytes { bytes in
                // Without an address SQLite would make a NULL of it.
                bytes.isEmpty
                    ? sqlite3_bind_zeroblob(handle, position, 0)
                    : apus_sqlite3_bind_blob(handle, position, bytes.baseAddress, UInt64(bytes.count))
            }
        case .uuid(let uuid):
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: UUID.sqliteTextCount) { text in
                uuid.writeSQLiteText(to: text)
                return bindText(UnsafeRawBufferPointer(text), at: position)
            }
        case .timestamp(let date):
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Date.sqliteTextCount) { text in
                date.writeSQLiteText(to: text) ? bindText(UnsafeRawBufferPointer(text), at: position) : nil
            }
        case .array(let elements, of: _):
            guard var text = ArrayText.text(of: elements) else { return nil }
            return text.withUTF8 { bindText(UnsafeRawBufferPointer($0), at: position) }
        }
    }

    private func bindText(_ text: UnsafeRawBufferPointer, at position: Int32) -> Int32 {
        guard let address = text.baseAddress else { return apus_sqlite3_bind_text(handle, position, "", 0) }
        return apus_sqlite3_bind_text(handle, position, address, UInt64(text.count))
    }
}

extension SQLValue {
    /// Why it cannot be stored.
    fileprivate var flaw: String {
        switch self {
        case .double: "a floating point number that is not a number"
        case .array: "an array with bytes, a number that is not finite, or a timestamp outside the years 0 to 9999"
        default: "a timestamp outside the years 0 to 9999"
        }
    }
}
