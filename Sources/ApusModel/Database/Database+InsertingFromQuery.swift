public import ApusSQL
import FoundationEssentials

extension Database {
    /// Inserts the rows of a query, in one statement.
    ///
    /// ```swift
    /// try await db.insert(into: Archive.self, { ($0.name, $0.year) }, from: Book.select { ($0.title, $0.year) })
    /// ```
    ///
    /// - Parameters:
    ///   - type: The model whose table gets the rows.
    ///   - columns: The columns that get values; the others get their defaults.
    ///   - query: The values, of the columns' types.
    /// - Returns: How many rows were inserted.
    @discardableResult
    public func insert<Root: Model, each Value, Query: SelectStatement>(
        into type: Root.Type,
        _ columns: (Root.Columns) -> (repeat Column<Root, each Value>),
        from query: Query
    ) async throws(DatabaseError) -> Int where Query.Output == (repeat each Value) {
        var names: [String] = []
        for column in repeat each columns(Root.columns) { names.append(column.name) }
        var sql = builder()
        let text = query.text
        CommonTableText.append(text.tables, to: &sql)
        sql.append("insert into ")
        sql.append(identifier: Root.schema.name)
        sql.append(" (")
        for (index, name) in names.enumerated() {
            if index > 0 { sql.append(", ") }
            sql.append(identifier: name)
        }
        sql.append(") ")
        text.append(to: &sql)
        return try await run(sql.checked(.write, table: Root.schema.name)).affectedCount
    }

    /// Inserts rows or, where one exists already that has the same values in some columns, does something else instead.
    ///
    /// ```swift
    /// try await db.insert(counts, onConflict: { $0.page }) { row, new in row.views.set(to: row.views + new.views) }
    /// ```
    ///
    /// - Parameters:
    ///   - models: What to insert; see ``insert(_:)``. No two may have the same values in the conflict's columns.
    ///   - target: The columns or expressions of a unique index, or the primary key.
    ///   - assignments: What an existing row gets: the first argument is the row, the second one what would have been
    ///     inserted. Without an assignment the row stays as it is.
    /// - Returns: How many rows were inserted or changed.
    @discardableResult
    public func insert<Root: Model, Target: SQLExpression>(
        _ models: [Root],
        onConflict target: (Root.Columns) -> Target,
        @ListBuilder<Assignment> set assignments: (Table<Root>, Table<Root>) -> [Assignment] = { _, _ in [] }
    ) async throws(DatabaseError) -> Int {
        try await insert(
            models,
            onConflict: [target(Root.columns).tree.node],
            assignments(Table(), Table(alias: "excluded"))
        )
    }

    /// Inserts rows or, where one exists already that has the same values in several columns, does something else instead.
    ///
    /// - Parameters:
    ///   - models: What to insert; see ``insert(_:)``. No two may have the same values in the conflict's columns.
    ///   - target: Two columns or expressions of a unique index, or of a composite primary key.
    ///   - assignments: What an existing row gets; without an assignment it stays as it is.
    /// - Returns: How many rows were inserted or changed.
    @discardableResult
    public func insert<Root: Model, First: SQLExpression, Second: SQLExpression>(
        _ models: [Root],
        onConflict target: (Root.Columns) -> (First, Second),
        @ListBuilder<Assignment> set assignments: (Table<Root>, Table<Root>) -> [Assignment] = { _, _ in [] }
    ) async throws(DatabaseError) -> Int {
        let (first, second) = target(Root.columns)
        return try await insert(
            models,
            onConflict: [first.tree.node, second.tree.node],
            assignments(Table(), Table(alias: "excluded"))
        )
    }

    private func insert<Root: Model>(
        _ models: [Root],
        onConflict targets: [Node],
        _ assignments: [Assignment]
    ) async throws(DatabaseError) -> Int {
        let assignments = Root.completed(assignments)
        let columns = Root.schema.statements(in: dialect).insertedColumns
        var rows: [[SQLValue]] = []
        for model in models { rows.append(try model.insertedValues(at: .now, tenant: tenantScope)) }
        let insert = try BulkInsert(
            rows,
            columns: columns,
            conflict: .custom(targets, assignments),
            schema: Root.schema,
            dialect: dialect
        )
        return try await run(insert)
    }
}
