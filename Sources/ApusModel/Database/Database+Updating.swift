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
        let (values, version) = try model.updatedValues(at: .now, tenant: tenantScope)
        let rows: Rows
        if Root.schema.isScoped {
            let assignments = statements.updatedColumns.map {
                Assignment(column: Root.schema.columnNames[$0], value: .value(values[$0]))
            }
            let query = Root.row(model.keyValues, version)
            rows = try await run(query.updateStatement(assignments, builder(), returning: Root.allColumns))
        } else {
            var bindings = statements.updatedColumns.map { values[$0] }
            bindings += model.keyValues
            if let version { bindings.append(version) }
            rows = try await run(Statement(sql: statements.update, bindings: bindings, access: .write))
        }
        guard let row = rows.first else { throw try await reasonForNoRow(Root.self, model.keyValues) }
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
        let assignments = try Root.completed(assignments(Root.columns), tenant: tenantScope)
        guard !assignments.isEmpty else { return 0 }
        return try await run(query.updateStatement(assignments, builder())).affectedCount
    }

    /// Updates columns of all rows that a query has, and reads what they are then.
    ///
    /// - Parameters:
    ///   - query: Which rows. To update every row say so: `Country.all`.
    ///   - assignments: One ``Assignment`` a line. When there are none, nothing happens.
    ///   - columns: What to read of each row, after the update: an expression, a tuple, or the whole row: `{ $0 }`.
    public func update<Root, each Column: Selectable>(
        _ query: Query<Root>,
        @ListBuilder<Assignment> set assignments: (Root.Columns) -> [Assignment],
        returning columns: (Table<Root>) -> (repeat each Column)
    ) async throws(DatabaseError) -> [(repeat (each Column).Value)] {
        let assignments = try Root.completed(assignments(Root.columns), tenant: tenantScope)
        guard !assignments.isEmpty else { return [] }
        let returning = Root.select(columns)
        let statement = try query.updateStatement(assignments, builder(), returning: returning.core.columns)
        return try await returning.decode(run(statement))
    }

    /// Updates rows of a table from those of another one, where they match.
    ///
    /// ```swift
    /// try await db.update(Country.self, from: Census.self, where: { $0.code == $1.country }) { country, census in
    ///     country.population.set(to: census.population)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - type: The model whose rows change.
    ///   - source: Where the values come from. When several of its rows match, any of them is taken.
    ///   - condition: Which rows belong together.
    ///   - assignments: One ``Assignment`` a line. When there are none, nothing happens.
    /// - Returns: How many rows changed.
    @discardableResult
    public func update<Root: Model, Other: Model>(
        _ type: Root.Type,
        from source: Other.Type,
        where condition: (Table<Root>, Table<Other>) -> Condition,
        @ListBuilder<Assignment> set assignments: (Table<Root>, Table<Other>) -> [Assignment]
    ) async throws(DatabaseError) -> Int {
        let other = Table<Other>(alias: Other.schema.name == Root.schema.name ? "\(Other.schema.name)_2" : nil)
        let assignments = try Root.completed(assignments(Table<Root>(), other), tenant: tenantScope)
        guard !assignments.isEmpty else { return 0 }
        var sql = builder()
        sql.append("update ")
        sql.append(identifier: Root.schema.name)
        sql.append(" set ")
        sql.qualified { $0.append(assignments) }
        sql.append(" from ")
        let otherSource = Source(record: Other.self, alias: other.alias)
        otherSource.append(to: &sql)
        let scopes = [Source(record: Root.self), otherSource].compactMap { $0.scope(in: &sql) }
        let all = scopes.reduce(condition(Table<Root>(), other)) { $1 && $0 }
        sql.append(" where ")
        sql.qualified { all.node.append(to: &$0, within: .alone) }
        return try await run(sql.checked(.write, table: Root.schema.name)).affectedCount
    }

    /// Why a statement found no row with the model's id and version.
    func reasonForNoRow<Root: Model>(
        _ type: Root.Type,
        _ key: [SQLValue]
    ) async throws(DatabaseError) -> DatabaseError {
        let schema = Root.schema
        guard schema.versionIndex != nil else { return Root.notFound() }
        return try await hasRow(Root.self, key) ? Root.staleRow() : Root.notFound()
    }

    /// Whether there is a row with a primary key: the tenant's, and not deleted softly.
    func hasRow<Root: Model>(_ type: Root.Type, _ key: [SQLValue]) async throws(DatabaseError) -> Bool {
        var statement = Statement(sql: Root.schema.statements(in: dialect).exists, bindings: key, access: .write)
        if Root.schema.isScoped {
            statement = try Root.row(key, nil).existsStatement(builder())
            // Not a read: it must not be answered by a replica that is behind.
            statement.access = .write
        }
        return try await run(statement).first?.decode(Bool.self, at: 0) ?? false
    }
}

extension Model {
    /// The row with a primary key and, if it has one, a version.
    static func row(_ key: [SQLValue], _ version: SQLValue?) -> Query<Self> {
        let query = Query<Self>().where { _ in Self.key(key) }
        guard let version, let index = schema.versionIndex else { return query }
        let column = Node.column(.record(Self.self), schema.columnNames[index])
        return query.where { _ in Condition(.compare(column, .equal, .value(version))) }
    }

    /// All columns, as a projection.
    static var allColumns: [Node] {
        schema.columnNames.map { .column(.record(Self.self), $0) }
    }

    /// What an update sets besides what it was told to: versions and timestamps.
    ///
    /// - Throws: `DatabaseError` with the code `misuse` when it would give rows to another tenant.
    static func completed(
        _ assignments: [Assignment],
        tenant: TenantScope?
    ) throws(DatabaseError) -> [Assignment] {
        guard !assignments.isEmpty else { return [] }
        for assignment in assignments { try check(assignment, tenant) }
        var assignments = assignments
        for column in schema.columns where !assignments.contains(where: { $0.column == column.name }) {
            if column.isVersion {
                let current = Node.column(.record(Self.self), column.name)
                assignments.append(
                    Assignment(column: column.name, value: .operation(.add, [current, .value(.integer(1))]))
                )
            } else if column.timestamp == .updated {
                assignments.append(Assignment(column: column.name, value: .value(.timestamp(.now))))
            }
        }
        return assignments
    }
}

extension SelectStatement {
    /// Reads all rows of a result.
    func decode(_ rows: Rows) throws(DatabaseError) -> [Output] {
        var results: [Output] = []
        results.reserveCapacity(rows.count)
        for row in rows { results.append(try decode(row)) }
        return results
    }
}
