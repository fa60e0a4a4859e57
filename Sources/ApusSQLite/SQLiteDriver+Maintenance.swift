public import ApusSQL

extension SQLiteDriver {
    /// Copies the database, as it is now, into a new file, while others read and write: they are not held up. The copy is a
    /// database that can be opened like this one.
    ///
    /// It takes one of the readers until it is done. When it fails or its task is cancelled, there is no file.
    ///
    /// - Parameter path: The new file, readable and writable by its owner only. While it is written it has another name, `-partial`
    ///   appended.
    /// - Throws: `DatabaseError`: `misuse` when the file exists, `storage` when it cannot be written, `cancelled`.
    public func backup(to path: String) async throws(DatabaseError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw DatabaseError(.misuse, message: "the path of the backup is empty or contains a NUL")
        }
        try await withReader { connection, flag throws(DatabaseError) in
            try connection.backup(to: Connection.plainPath(path), until: flag)
        }
    }

    /// Reads the whole file, and looks for damage and for foreign keys that lead nowhere. It takes one of the readers until it is
    /// done: seconds for each gigabyte.
    ///
    /// - Returns: What is wrong, in SQLite's words; nothing when the database is sound.
    public func integrityCheck() async throws(DatabaseError) -> [String] {
        try await withReader { connection, flag throws(DatabaseError) in
            func rows(_ pragma: String) throws(DatabaseError) -> Rows {
                let statement = Statement(sql: "pragma \(pragma)", access: .read)
                return try connection.run(statement, .single(mayWrite: true), until: .cancellation(flag))
            }
            var problems: [String] = []
            for row in try rows("integrity_check") {
                let problem = try row.decode(String.self, at: 0)
                if problem != "ok" { problems.append(problem) }
            }
            for row in try rows("foreign_key_check") {
                let (table, parent) = (try row.decode(String.self, at: 0), try row.decode(String.self, at: 2))
                problems.append("a row of \(table) refers to a row of \(parent) that is not there")
            }
            return problems
        }
    }

    private func withReader<Value: Sendable>(
        _ body: @escaping @Sendable (Connection, CancellationFlag) throws(DatabaseError) -> Value
    ) async throws(DatabaseError) -> Value {
        let worker = try await readers.lease()
        defer { readers.release(worker) }
        return try await worker.perform(body)
    }
}
