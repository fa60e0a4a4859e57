extension Database {
    /// Runs a statement written by hand.
    ///
    /// - Parameter sql: The statement; interpolated values are bound.
    /// - Returns: How many rows it inserted, updated or deleted.
    @discardableResult
    public func execute(_ sql: SQL) async throws(DatabaseError) -> Int {
        try await run(sql.statement(in: dialect)).affectedCount
    }

    /// Runs a query written by hand, and reads the first column of every row.
    ///
    /// - Parameters:
    ///   - sql: The query; interpolated values are bound.
    ///   - type: The type of the first column.
    public func all<Value: SQLConvertible>(
        _ sql: SQL,
        as type: Value.Type = Value.self
    ) async throws(DatabaseError) -> [Value] {
        var values: [Value] = []
        for row in try await run(sql.statement(in: dialect)) {
            values.append(try row.decode(at: 0))
        }
        return values
    }

    /// Runs a query written by hand, and reads the first column of its first row.
    ///
    /// - Parameters:
    ///   - sql: The query; interpolated values are bound.
    ///   - type: The type of the first column.
    /// - Returns: The value, or nil when there was no row.
    public func first<Value: SQLConvertible>(
        _ sql: SQL,
        as type: Value.Type = Value.self
    ) async throws(DatabaseError) -> Value? {
        // Not `first?.decode(at: 0)`: a NULL would be taken for a missing row.
        guard let row = try await run(sql.statement(in: dialect)).first else { return nil }
        return try row.decode(Value.self, at: 0)
    }

    /// Runs a query written by hand.
    ///
    /// - Parameter sql: The query; interpolated values are bound.
    /// - Returns: Its rows.
    public func rows(_ sql: SQL) async throws(DatabaseError) -> Rows {
        try await run(sql.statement(in: dialect))
    }
}
