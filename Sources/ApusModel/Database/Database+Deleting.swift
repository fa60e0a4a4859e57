public import ApusSQL

extension Database {
    /// Deletes a row.
    ///
    /// - Parameter model: The row, found by its id. With a version, the row must still have the model's.
    /// - Throws: `DatabaseError`: `notFound` when there is no such row, `staleRow` when its version is another one,
    ///   `foreignKeyViolation` when other rows refer to it.
    public func delete<Root: Model>(_ model: Root) async throws(DatabaseError) {
        let schema = Root.schema
        var bindings = [model.id.sqlValue]
        if let version = schema.versionIndex { bindings.append(try model.values()[version]) }
        let sql = schema.statements(in: dialect).delete
        let rows = try await run(Statement(sql: sql, bindings: bindings, access: .write))
        if rows.affectedCount == 0 { throw try await reasonForNoRow(Root.self, model.id) }
    }

    /// Deletes a row by its id, whatever its version is.
    ///
    /// - Parameters:
    ///   - type: The model.
    ///   - id: The row's id.
    /// - Throws: `DatabaseError`: `notFound` when there is no such row, `foreignKeyViolation` when other rows refer to it.
    public func delete<Root: Model>(_ type: Root.Type, _ id: Root.ID) async throws(DatabaseError) {
        let sql = Root.schema.statements(in: dialect).deleteByID
        let rows = try await run(Statement(sql: sql, bindings: [id.sqlValue], access: .write))
        if rows.affectedCount == 0 { throw Root.notFound() }
    }

    /// Deletes all rows that a query has.
    ///
    /// - Parameter query: Which rows. To delete every row say so: `Country.all`.
    /// - Returns: How many rows there were.
    @discardableResult
    public func delete<Root>(_ query: Query<Root>) async throws(DatabaseError) -> Int {
        try await run(query.deleteStatement(in: dialect)).affectedCount
    }
}
