public import ApusSQL

extension Database {
    /// Runs a query.
    ///
    /// - Returns: All of its rows, in memory.
    public func all<Query: SelectStatement>(_ query: Query) async throws(DatabaseError) -> [Query.Output] {
        let rows = try await run(query.statement(builder()))
        var results: [Query.Output] = []
        results.reserveCapacity(rows.count)
        for row in rows { results.append(try query.decode(row)) }
        return results
    }

    /// Runs a query over a model's table.
    ///
    /// - Returns: All of its rows, in memory.
    public func all<Root>(_ query: Query<Root>) async throws(DatabaseError) -> [Root] {
        let rows = try await run(query.statement(builder()))
        var models: [Root] = []
        models.reserveCapacity(rows.count)
        for row in rows { models.append(try Root(row: row, from: 0)) }
        return models
    }

    /// Runs a query for its first row.
    ///
    /// - Returns: The row, or nil when there is none.
    public func first<Query: SelectStatement>(_ query: Query) async throws(DatabaseError) -> Query.Output? {
        guard let row = try await run(query.statement(builder())).first else { return nil }
        return try query.decode(row)
    }

    /// Runs a query over a model's table for its first row: of its order, or any when it has none.
    ///
    /// - Returns: The row, or nil when there is none.
    public func first<Root>(_ query: Query<Root>) async throws(DatabaseError) -> Root? {
        guard let row = try await run(query.firstStatement(builder())).first else { return nil }
        return try Root(row: row, from: 0)
    }

    /// Finds a row by its id.
    ///
    /// - Parameters:
    ///   - type: The model.
    ///   - id: The row's id.
    /// - Throws: `DatabaseError` with the code `notFound` when there is no such row.
    public func find<Root: Model>(_ type: Root.Type, _ id: Root.ID) async throws(DatabaseError) -> Root {
        guard let model = try await find(optional: type, id) else { throw Root.notFound() }
        return model
    }

    /// Finds a row by its id, if it exists.
    ///
    /// - Parameters:
    ///   - type: The model.
    ///   - id: The row's id.
    /// - Returns: The row, or nil when there is none.
    public func find<Root: Model>(optional type: Root.Type, _ id: Root.ID) async throws(DatabaseError) -> Root? {
        guard !Root.schema.isScoped else { return try await first(Root.with(id)) }
        let sql = Root.schema.statements(in: dialect).find
        let bindings = Root.keyValues(of: id)
        guard let row = try await run(Statement(sql: sql, bindings: bindings, access: .read)).first else { return nil }
        return try Root(row: row, from: 0)
    }

    /// Counts a query's rows.
    public func count<Root>(_ query: Query<Root>) async throws(DatabaseError) -> Int {
        try await run(query.countStatement(builder())).first?.decode(at: 0) ?? 0
    }

    /// Counts a query's rows.
    public func count<Query: SelectStatement>(_ query: Query) async throws(DatabaseError) -> Int {
        var sql = builder()
        sql.append("select count(*) from ")
        sql.append(subquery: query.text)
        sql.append(" as rows")
        return try await run(sql.checked(query.text.access)).first?.decode(at: 0) ?? 0
    }

    /// Whether a query has any row.
    public func exists<Root>(_ query: Query<Root>) async throws(DatabaseError) -> Bool {
        try await run(query.existsStatement(builder())).first?.decode(at: 0) ?? false
    }

    /// Reads one page of a query, in two statements: one counts all rows, one reads the page's.
    ///
    /// - Parameters:
    ///   - request: Which page.
    ///   - query: The query; its own limit and offset, if any, are replaced. Rows that are equal in its order are sorted by
    ///     their id, so that pages neither repeat nor miss a row.
    /// - Returns: The page; a page after the last one has no items.
    public func page<Root>(_ request: PageRequest, _ query: Query<Root>) async throws(DatabaseError) -> Page<Root> {
        var query = query
        (query.limit, query.offset) = (nil, nil)
        let total = try await count(query)
        guard request.offset < total else { return Page([], total: total, of: request) }
        return Page(try await all(query.limit(request.limit).offset(request.offset)), total: total, of: request)
    }

    /// How the database would run a query, in its own words.
    ///
    /// - Parameters:
    ///   - query: The query. With `analyze` it is run.
    ///   - analyze: Whether the query is run, and the plan tells how long its parts took; SQLite cannot say.
    /// - Returns: The plan, line by line.
    public func explain<Query: SelectStatement>(
        _ query: Query,
        analyze: Bool = false
    ) async throws(DatabaseError) -> [String] {
        var sql = builder()
        sql.append(analyze ? .explainAnalyze : .explain)
        query.text.appendStatement(to: &sql)
        let rows = try await run(sql.checked(.write))
        var lines: [String] = []
        // SQLite's plans have their text in the last column, PostgreSQL's in the only one.
        for row in rows { lines.append(try row.decode(at: row.columnCount - 1)) }
        return lines
    }
}

extension Model {
    /// The row with an id.
    static func with(_ id: ID) -> Query<Self> {
        Query().where { _ in key(keyValues(of: id)) }
    }

    /// The row with a primary key.
    static func key(_ values: [SQLValue]) -> Condition {
        .all(
            zip(schema.identifiers, values).map { column, value in
                Condition(.compare(.column(.record(Self.self), column.name), .equal, .value(value)))
            }
        )
    }
}
