public import ApusSQL
import FoundationEssentials

extension Database {
    /// Deletes a row; softly, when the model has a `@Timestamp(.deleted)`: the row stays then, but queries do not see it.
    ///
    /// - Parameter model: The row, found by its id. With a version, the row must still have the model's.
    /// - Throws: `DatabaseError`: `notFound` when there is no such row, `staleRow` when its version is another one,
    ///   `foreignKeyViolation` when other rows refer to it.
    public func delete<Root: Model>(_ model: Root) async throws(DatabaseError) {
        let schema = Root.schema
        let version = try schema.versionIndex.map { index throws(DatabaseError) in try model.values()[index] }
        let count: Int
        if schema.isScoped {
            count = try await delete(Root.row(model.keyValues, version))
        } else {
            let bindings = model.keyValues + (version.map { [$0] } ?? [])
            let sql = schema.statements(in: dialect).delete
            count = try await run(Statement(sql: sql, bindings: bindings, access: .write)).affectedCount
        }
        if count == 0 { throw try await reasonForNoRow(Root.self, model.keyValues) }
    }

    /// Deletes a row by its id, whatever its version is; softly, when the model has a `@Timestamp(.deleted)`.
    ///
    /// - Parameters:
    ///   - type: The model.
    ///   - id: The row's id.
    /// - Throws: `DatabaseError`: `notFound` when there is no such row, `foreignKeyViolation` when other rows refer to it.
    public func delete<Root: Model>(_ type: Root.Type, _ id: Root.ID) async throws(DatabaseError) {
        let count: Int
        if Root.schema.isScoped {
            count = try await delete(Root.with(id))
        } else {
            let sql = Root.schema.statements(in: dialect).deleteByID
            count = try await run(Statement(sql: sql, bindings: Root.keyValues(of: id), access: .write)).affectedCount
        }
        if count == 0 { throw Root.notFound() }
    }

    /// Deletes all rows that a query has; softly, when the model has a `@Timestamp(.deleted)`.
    ///
    /// - Parameter query: Which rows. To delete every row say so: `Country.all`.
    /// - Returns: How many rows there were.
    @discardableResult
    public func delete<Root>(_ query: Query<Root>) async throws(DatabaseError) -> Int {
        guard let deletion = Root.schema.deletionIndex else { return try await purge(query) }
        let assignment = Assignment(column: Root.schema.columnNames[deletion], value: .value(.timestamp(.now)))
        let assignments = try Root.completed([assignment], tenant: tenantScope)
        return try await run(query.updateStatement(assignments, builder())).affectedCount
    }

    /// Deletes all rows that a query has, and reads what they were. The rows are gone, also when the model has a
    /// `@Timestamp(.deleted)`.
    ///
    /// - Parameters:
    ///   - query: Which rows. To delete every row say so: `Country.all`.
    ///   - columns: What to read of each row: an expression, a tuple, or the whole row: `{ $0 }`.
    public func purge<Root, each Column: Selectable>(
        _ query: Query<Root>,
        returning columns: (Table<Root>) -> (repeat each Column)
    ) async throws(DatabaseError) -> [(repeat (each Column).Value)] {
        let returning = Root.select(columns)
        let statement = try query.deleteStatement(builder(), returning: returning.core.columns)
        return try await returning.decode(run(statement))
    }

    /// Deletes all rows that a query has, also when the model has a `@Timestamp(.deleted)`. Rows that are deleted softly
    /// are meant with `withDeleted`.
    ///
    /// - Parameter query: Which rows. To delete every row say so: `Country.all`.
    /// - Returns: How many rows there were.
    @discardableResult
    public func purge<Root>(_ query: Query<Root>) async throws(DatabaseError) -> Int {
        try await run(query.deleteStatement(builder())).affectedCount
    }

    /// Brings rows back that were deleted softly.
    ///
    /// - Parameter query: Which rows.
    /// - Returns: How many rows there were.
    /// - Throws: `DatabaseError`; with the code `misuse` when the model has no `@Timestamp(.deleted)`.
    @discardableResult
    public func restore<Root>(_ query: Query<Root>) async throws(DatabaseError) -> Int {
        guard let deletion = Root.schema.deletionIndex else {
            throw DatabaseError(
                .misuse,
                message: "\(Root.schema.name) has no @Timestamp(.deleted): what is deleted there is gone",
                table: Root.schema.name
            )
        }
        let column = Root.schema.columnNames[deletion]
        let deleted = query.withDeleted.where { _ in Condition(.isNotNull(.column(.record(Root.self), column))) }
        let assignments = try Root.completed([Assignment(column: column, value: .value(.null))], tenant: tenantScope)
        return try await run(deleted.updateStatement(assignments, builder())).affectedCount
    }

    /// Deletes the rows of a table that match one of another table.
    ///
    /// ```swift
    /// try await db.delete(Session.self, using: BannedUser.self) { $0.user == $1.id }
    /// ```
    ///
    /// - Parameters:
    ///   - type: The model whose rows are deleted; softly, when it has a `@Timestamp(.deleted)`.
    ///   - other: The other table's model.
    ///   - condition: Which rows belong together.
    /// - Returns: How many rows were deleted.
    @discardableResult
    public func delete<Root: Model, Other: Model>(
        _ type: Root.Type,
        using other: Other.Type,
        where condition: (Table<Root>, Table<Other>) -> Condition
    ) async throws(DatabaseError) -> Int {
        let alias = Other.schema.name == Root.schema.name ? "\(Other.schema.name)_2" : nil
        let (root, matching) = (Table<Root>(), Table<Other>(alias: alias))
        var core = SelectCore([Source(record: Other.self, alias: alias)])
        core.columns = [.value(.integer(1))]
        core.condition = condition(root, matching)
        return try await delete(Root.where { _ in Condition(.exists(core.text)) })
    }
}
