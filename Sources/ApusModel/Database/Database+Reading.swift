public import ApusSQL

extension Database {
    /// Runs a query.
    ///
    /// - Returns: All of its rows, in memory.
    public func all<Root>(_ query: Query<Root>) async throws(DatabaseError) -> [Root] {
        let rows = try await run(query.statement(in: dialect))
        var models: [Root] = []
        models.reserveCapacity(rows.count)
        for row in rows { models.append(try Root(row: row, from: 0)) }
        return models
    }

    /// Runs a query for its first row: of its order, or any when it has none.
    ///
    /// - Returns: The row, or nil when there is none.
    public func first<Root>(_ query: Query<Root>) async throws(DatabaseError) -> Root? {
        guard let row = try await run(query.firstStatement(in: dialect)).first else { return nil }
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
        let sql = Root.schema.statements(in: dialect).find
        guard let row = try await run(Statement(sql: sql, bindings: [id.sqlValue], access: .read)).first else {
            return nil
        }
        return try Root(row: row, from: 0)
    }

    /// Counts a query's rows.
    public func count<Root>(_ query: Query<Root>) async throws(DatabaseError) -> Int {
        try await run(query.countStatement(in: dialect)).first?.decode(at: 0) ?? 0
    }

    /// Whether a query has any row.
    public func exists<Root>(_ query: Query<Root>) async throws(DatabaseError) -> Bool {
        try await run(query.existsStatement(in: dialect)).first?.decode(at: 0) ?? false
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
}
