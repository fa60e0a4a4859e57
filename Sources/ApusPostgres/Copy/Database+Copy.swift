public import ApusSQL

extension Database {
    /// Has PostgreSQL copy a stream of bytes into a table: all of it or, when it fails, nothing.
    ///
    /// ```swift
    /// try await db.copy("copy item (id, name) from stdin (format csv)", from: file.chunks)
    /// ```
    ///
    /// It holds a connection, in the transaction if this is one, and a thread. When the task is cancelled nothing is kept.
    ///
    /// - Parameters:
    ///   - command: A `COPY … FROM STDIN`.
    ///   - chunks: The bytes, in the form that the command says; a chunk may end anywhere.
    /// - Returns: How many rows there were.
    /// - Throws: What `chunks` throws, or `DatabaseError`, with the code `unsupported` on another database.
    @discardableResult
    public func copy<Chunks: AsyncSequence>(_ command: SQL, from chunks: Chunks) async throws -> Int
    where Chunks.Element == [UInt8] {
        try await withPostgresTransaction { transaction in
            let conduit = Conduit<[UInt8]>()
            let copy = CopyCommand(sql: command.statement(in: dialect).sql)
            async let count = transaction.copy(copy, through: conduit) { copy.send(conduit, to: $0) }
            do {
                for try await chunk in chunks {
                    guard await conduit.put(chunk) else { break }
                }
                // Many sequences end without an error when their task is cancelled: that is not the end of the data.
                try Task.checkCancellation()
                conduit.finish()
            } catch {
                conduit.abandon()
                _ = try? await count
                throw error
            }
            return try await count
        }
    }

    /// Inserts rows by `COPY`, many times as fast as by `INSERT`: all of them or, when one fails, none.
    ///
    /// - Parameters:
    ///   - table: The table's name.
    ///   - columns: The columns' names.
    ///   - rows: For each row a value for each column, in the order of `columns`. They are asked for as they are sent.
    /// - Returns: How many rows there were.
    @discardableResult
    public func copy<Rows: Sequence>(into table: String, columns: [String], rows: Rows) async throws -> Int
    where Rows.Element == [SQLValue] {
        let names = columns.map { "\(identifier: $0)" as SQL }
        let list = names.dropFirst().reduce(names.first ?? "") { "\($0), \($1)" }
        return try await copy(
            "copy \(identifier: table) (\(list)) from stdin",
            from: CopiedRows(rows: rows, columnCount: columns.count)
        )
    }

    /// Has PostgreSQL copy a table or the result of a query into a stream of bytes.
    ///
    /// ```swift
    /// try await db.copy("copy (select id, name from item) to stdout (format csv)") { bytes in
    ///     for await chunk in bytes { try await file.write(chunk) }
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - command: A `COPY … TO STDOUT`.
    ///   - body: Takes the bytes, all or as many as it wants.
    /// - Returns: What `body` returned.
    /// - Throws: What `body` throws, or `DatabaseError`, with the code `unsupported` on another database. An error in the
    ///   midst of the copy ends the bytes, and is thrown when `body` has returned.
    public func copy<Value: Sendable>(
        _ command: SQL,
        _ body: (CopiedBytes) async throws -> Value
    ) async throws -> Value {
        do {
            // Stopping the server's copy makes the transaction fail: hence a nested one, which is rolled back then.
            return try await transaction { db in
                try await db.withPostgresTransaction { transaction in
                    try await copy(command, in: transaction, body)
                }
            }
        } catch let end as EarlyEnd<Value> {
            return end.value
        }
    }

    private func copy<Value: Sendable>(
        _ command: SQL,
        in transaction: PostgresTransaction,
        _ body: (CopiedBytes) async throws -> Value
    ) async throws -> Value {
        let conduit = Conduit<[UInt8]>()
        let copy = CopyCommand(sql: command.statement(in: dialect).sql)
        async let count = transaction.copy(copy, through: conduit) { copy.receive(into: conduit, from: $0) }
        let value: Value
        do {
            value = try await body(CopiedBytes(conduit: conduit))
        } catch {
            conduit.abandon()
            _ = try? await count
            throw error
        }
        guard conduit.abandonUnlessFinished() else {
            _ = try await count
            return value
        }
        do {
            _ = try await count
        } catch {
            if Task.isCancelled { throw error }
        }
        throw EarlyEnd(value: value)
    }

    /// Runs `body` in this transaction if it is one, else in one of its own.
    private func withPostgresTransaction<Value: Sendable>(
        _ body: (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        guard isTransaction else {
            return try await transaction { db in try await db.withPostgresTransaction(body) }
        }
        guard let transaction = try driverTransaction as? PostgresTransaction else {
            throw DatabaseError(.unsupported, message: "copying is for PostgreSQL only")
        }
        return try await body(transaction)
    }
}

/// Who copied had enough before the end.
private struct EarlyEnd<Value: Sendable>: Error {
    let value: Value
}

/// Rows in the text form of `COPY`, in chunks, written as they are asked for.
private struct CopiedRows<Rows: Sequence>: AsyncSequence where Rows.Element == [SQLValue] {
    let rows: Rows
    let columnCount: Int

    struct Iterator: AsyncIteratorProtocol {
        var rows: Rows.Iterator
        let columnCount: Int
        private var text = CopyText()

        init(rows: Rows.Iterator, columnCount: Int) {
            self.rows = rows
            self.columnCount = columnCount
        }

        mutating func next() async throws -> [UInt8]? {
            while text.bytes.count < 64 << 10, let row = rows.next() {
                guard row.count == columnCount else {
                    throw DatabaseError(
                        .misuse,
                        message: "a row has \(row.count) values, but \(columnCount) columns are copied"
                    )
                }
                try text.append(row)
            }
            let chunk = text.take()
            return chunk.isEmpty ? nil : chunk
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(rows: rows.makeIterator(), columnCount: columnCount)
    }
}
