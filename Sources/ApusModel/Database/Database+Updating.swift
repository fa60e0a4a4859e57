public import ApusSQL
import FoundationEssentials

extension Database {
    /// Updates a row: all columns but the id and the time of its creation.
    ///
    /// - Parameter model: The row's new values, found by its id. With a version, the row must still have the model's.
    /// - Returns: The row as the database has it now: its version is one more, its timestamp of the last update is set.
    /// - Throws: `DatabaseError`: `notFound` when there is no such row, `staleRow` when its version is another one.
    @discardableResult
    public func update<Root: Model>(_ model: Root) async throws(DatabaseError) -> Root {
        let statements = Root.schema.statements(in: dialect)
        let (values, version) = try model.updatedValues(at: .now)
        var bindings = statements.updatedColumns.map { values[$0] }
        bindings.append(model.id.sqlValue)
        if let version { bindings.append(version) }
        let rows = try await run(Statement(sql: statements.update, bindings: bindings, access: .write))
        guard let row = rows.first else { throw try await reasonForNoRow(Root.self, model.id) }
        return try Root(row: row, from: 0)
    }

    /// Updates columns of all rows that a query has. Versions and timestamps are kept up, unless they are assigned.
    ///
    /// ```swift
    /// try await db.update(Country.where { $0.region == "Asia" }) { $0.population.increment(by: 1) }
    /// ```
    ///
    /// - Parameters:
    ///   - query: Which rows. To update every row say so: `Country.all`.
    ///   - assignments: One ``Assignment`` a line. When there are none, nothing happens.
    /// - Returns: How many rows there were.
    @discardableResult
    public func update<Root>(
        _ query: Query<Root>,
        @ListBuilder<Assignment> set assignments: (Root.Columns) -> [Assignment]
    ) async throws(DatabaseError) -> Int {
        var assignments = assignments(Root.columns)
        guard !assignments.isEmpty else { return 0 }
        for column in Root.schema.columns where !assignments.contains(where: { $0.column == column.name }) {
            if column.isVersion {
                assignments.append(Assignment(column: column.name, change: .increment(.integer(1))))
            } else if column.timestamp == .updated {
                assignments.append(Assignment(column: column.name, change: .value(.timestamp(.now))))
            }
        }
        return try await run(query.updateStatement(assignments, in: dialect)).affectedCount
    }

    /// Why a statement found no row with the model's id and version.
    func reasonForNoRow<Root: Model>(_ type: Root.Type, _ id: Root.ID) async throws(DatabaseError) -> DatabaseError {
        let schema = Root.schema
        guard schema.versionIndex != nil else { return Root.notFound() }
        // Not a read: it must not be answered by a replica that is behind.
        let sql = schema.statements(in: dialect).exists
        let statement = Statement(sql: sql, bindings: [id.sqlValue], access: .write)
        let exists = try await run(statement).first?.decode(Bool.self, at: 0) ?? false
        return exists ? Root.staleRow() : Root.notFound()
    }
}
