public import ApusSQL

extension Database {
    /// Reads a piece of a sorted list, from where the last one ended. However far that is, it costs the same with an index on the
    /// order's columns, and rows that are inserted or deleted meanwhile make it neither repeat nor miss others.
    ///
    /// ```swift
    /// let first = try await db.page(after: nil, limit: 20, Country.order { $0.name.ascending })
    /// let second = try await db.page(after: first.next, limit: 20, Country.order { $0.name.ascending })
    /// ```
    ///
    /// - Parameters:
    ///   - cursor: Where to begin; nil for the beginning of the list.
    ///   - limit: How many rows there are at most; one or more.
    ///   - query: The list: always the same, sorted by columns. Rows that are equal in its order are sorted by their id. Its own
    ///     limit and offset, if any, are ignored.
    /// - Throws: `DatabaseError`: `invalidValue` when the cursor belongs to another list, `misuse` when the query is sorted by
    ///   something else than columns, or the limit is less than one.
    public func page<Root>(
        after cursor: Cursor?,
        limit: Int,
        _ query: Query<Root>
    ) async throws(DatabaseError) -> CursorPage<Root> {
        guard limit >= 1, limit < .max else {
            throw DatabaseError(.misuse, message: "a page has one row at least", table: Root.schema.name)
        }
        var list = query.sortedTotally
        let columns = try list.orderColumns()
        if let cursor { list = try list.beginning(after: cursor) }
        var rows = try await all(list.limit(limit + 1))
        guard rows.count > limit else { return CursorPage(rows, next: nil) }
        rows.removeLast(rows.count - limit)
        var values: [SQLValue] = []
        if let last = rows.last { for column in columns { values.append(try last.value(of: column)) } }
        return CursorPage(rows, next: Cursor(values))
    }
}

extension Query {
    /// The whole list, so that no two rows are equal in its order.
    fileprivate var sortedTotally: Query {
        var copy = self
        (copy.limit, copy.offset) = (nil, nil)
        let sorted = Set(orders.compactMap(\.column))
        for column in Root.schema.identifiers where !sorted.contains(column.name) {
            copy.orders.append(Order(.column(.record(Root.self), column.name), isNullable: false, isDescending: false))
        }
        return copy
    }

    /// The names of the columns that it is sorted by.
    fileprivate func orderColumns() throws(DatabaseError) -> [String] {
        let columns = orders.compactMap(\.column)
        guard columns.count == orders.count else {
            throw DatabaseError(
                .misuse,
                message: "a list that is read by cursor is sorted by columns only",
                table: Root.schema.name
            )
        }
        return columns
    }

    /// The rows behind a place in the list.
    fileprivate func beginning(after cursor: Cursor) throws(DatabaseError) -> Query {
        guard cursor.values.count == orders.count else {
            throw DatabaseError(.invalidValue, message: "the cursor belongs to another list", table: Root.schema.name)
        }
        var alternatives: [Condition] = []
        var equal: [Condition] = []
        for (order, value) in zip(orders, cursor.values) {
            if let beyond = order.beyond(value) { alternatives.append(.all(equal + [beyond])) }
            equal.append(order.equal(to: value))
        }
        var query = self.where { _ in .any(alternatives) }
        // It follows from the others, but lets the database find the beginning by an index.
        if let bound = orders.first?.notBefore(cursor.values[0]) {
            query = query.where { _ in bound }
        }
        return query
    }
}

extension Order {
    private var further: Node.Comparison { isDescending ? .less : .greater }

    /// The rows that come behind those with a value; nil when there are none.
    fileprivate func beyond(_ value: SQLValue) -> Condition? {
        guard value != .null else { return isNullsFirst ? Condition(.isNotNull(node)) : nil }
        let beyond = Condition(.compare(node, further, .value(value)))
        return isNullable && !isNullsFirst ? beyond || Condition(.isNull(node)) : beyond
    }

    fileprivate func equal(to value: SQLValue) -> Condition {
        value == .null ? Condition(.isNull(node)) : Condition(.compare(node, .equal, .value(value)))
    }

    /// The rows with a value and those behind it, where that is a range.
    fileprivate func notBefore(_ value: SQLValue) -> Condition? {
        guard !isNullable, value != .null else { return nil }
        return Condition(.compare(node, isDescending ? .lessOrEqual : .greaterOrEqual, .value(value)))
    }
}
