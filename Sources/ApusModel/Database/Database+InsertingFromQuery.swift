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
    ///   - columns: The columns that get values; the others get their defaults. A `@Tenant` column gets the database's tenant.
    ///   - query: The values, of the columns' types.
    /// - Returns: How many rows were inserted.
    /// - Throws: `DatabaseError`; with the code `misuse` when `columns` has the `@Tenant` column, except across tenants.
    @discardableResult
    public func insert<Root: Model, each Value, Query: SelectStatement>(
        into type: Root.Type,
        _ columns: (Root.Columns) -> (repeat Column<Root, each Value>),
        from query: Query
    ) async throws(DatabaseError) -> Int where Query.Output == (repeat each Value) {
        var names: [String] = []
        for column in repeat each columns(Root.columns) { names.append(column.name) }
        let tenant = try Root.insertedTenant(besides: names, tenantScope)
        if let tenant { names.append(tenant.column.name) }
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
        if let tenant {
            sql.append("select rows.*, ")
            sql.append(.typedValue(tenant.column.type), [{ $0.bind(tenant.value) }])
            sql.append(" from ")
            sql.append(subquery: SelectText(query: text.query, access: .read, tables: []))
            sql.append(" as rows")
        } else {
            text.append(to: &sql)
        }
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
    /// - Throws: `DatabaseError`; with the code `uniqueViolation` when an existing row is to be changed that is another
    ///   tenant's.
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
        let assignments = try Root.completed(assignments, tenant: tenantScope)
        let columns = Root.schema.statements(in: dialect).insertedColumns
        var rows: [[SQLValue]] = []
        for model in models { rows.append(try model.insertedValues(at: .now, tenant: tenantScope)) }
        let insert = try BulkInsert(
            rows,
            columns: columns,
            conflict: .custom(targets, assignments),
            type: Root.self,
            on: self
        )
        return try await run(insert)
    }
}

extension Model {
    /// The column and value that rows inserted by a query must have besides their own; nil when they need none.
    fileprivate static func insertedTenant(
        besides columns: [String],
        _ tenant: TenantScope?
    ) throws(DatabaseError) -> (column: ColumnSchema, value: SQLValue)? {
        guard let index = schema.tenantIndex, tenant != .all else { return nil }
        let column = schema.columns[index]
        guard case .one(let value) = tenant else {
            throw DatabaseError(.misuse, message: TableSchema.missingTenant(of: schema.name), table: schema.name)
        }
        guard !columns.contains(column.name) else {
            throw DatabaseError(
                .misuse,
                message: "\(column.name) gets the database's tenant: leave it out of the columns",
                table: schema.name,
                column: column.name
            )
        }
        return (column, value)
    }
}
