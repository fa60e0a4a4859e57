/// A query's rows, fetched in portions as they are asked for. See ``Database/stream(_:portion:_:)``.
public struct RowStream: AsyncSequence, Sendable {
    let database: Database
    let fetch: Statement

    /// Fetches rows until there are no more.
    public struct Iterator: AsyncIteratorProtocol {
        let database: Database
        let fetch: Statement
        private var rows: Rows?
        private var position = 0

        init(database: Database, fetch: Statement) {
            self.database = database
            self.fetch = fetch
        }

        /// The next row; nil at the end.
        public mutating func next() async throws(DatabaseError) -> Row? {
            if let rows, position < rows.count {
                defer { position += 1 }
                return rows[position]
            }
            if let rows, rows.isEmpty { return nil }
            let rows = try await database.run(fetch)
            self.rows = rows
            position = 1
            return rows.first
        }

        /// The next row; nil at the end.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(DatabaseError) -> Row? {
            try await next()
        }
    }

    /// Continues behind the rows that were taken before.
    public func makeAsyncIterator() -> Iterator {
        Iterator(database: database, fetch: fetch)
    }
}

extension Database {
    /// Runs a query whose rows need not fit into memory: they are fetched in portions, each when it is asked for, through a
    /// cursor. PostgreSQL only.
    ///
    /// ```swift
    /// try await db.stream("select id, name from customer") { rows in
    ///     for try await row in rows { try await writer.write(row.decode(String.self, at: 1)) }
    /// }
    /// ```
    ///
    /// Outside of a transaction it runs in one that only reads. It holds a connection until `body` returns.
    ///
    /// - Parameters:
    ///   - query: The query; interpolated values are bound.
    ///   - portion: How many rows are fetched at a time.
    ///   - body: Takes the rows, which cannot be used any more when it has returned.
    /// - Returns: What `body` returned.
    public func stream<Value: Sendable>(
        _ query: SQL,
        portion: Int = 256,
        file: String = #fileID,
        line: Int = #line,
        _ body: (RowStream) async throws -> Value
    ) async throws -> Value {
        guard isTransaction else {
            return try await transaction(TransactionOptions(isReadOnly: true), file: file, line: line) { db in
                try await db.stream(query, portion: portion, body)
            }
        }
        let cursor = "apus_cursor_\(UInt64.random(in: 0 ... .max))"
        var declare = query.statement(in: dialect)
        declare.sql = "declare \(cursor) no scroll cursor for \(declare.sql)"
        try await run(declare)
        let value = try await body(
            RowStream(database: self, fetch: Statement(sql: "fetch \(max(1, portion)) from \(cursor)", access: .write))
        )
        try await run(Statement(sql: "close \(cursor)", access: .write))
        return value
    }
}
