public import ApusSQL

/// A query over one table or several joined ones. Its closures get the tables, in the order in which they were named; its
/// rows are read as models, until ``select(_:)`` says otherwise.
///
/// ```swift
/// let query = Country.join(Currency.self) { $0.currency == $1.id }
///     .where { country, currency in country.population > 1_000_000 && currency.isActive == true }
///     .order { country, _ in country.name.ascending }
/// let rows = try await db.all(query)      // [(Country, Currency)]
/// ```
public struct From<Sides: Sendable, Output: Sendable>: SelectStatement {
    let sides: Sides
    var core: SelectCore
    private let decoding: @Sendable (Row) throws(DatabaseError) -> Output

    init(
        _ sides: Sides,
        _ core: SelectCore,
        _ columns: SelectList,
        _ decoding: @escaping @Sendable (Row) throws(DatabaseError) -> Output
    ) {
        self.sides = sides
        self.core = core
        self.core.columns = columns.nodes
        self.decoding = decoding
    }

    /// The query, without its types.
    public var text: SelectText { core.text }

    /// Reads a row.
    public func decode(_ row: Row) throws(DatabaseError) -> Output { try decoding(row) }

    func with(_ change: (inout SelectCore) -> Void) -> Self {
        var copy = self
        change(&copy.core)
        return copy
    }

    /// Only the rows that match, of those that the query has.
    public func `where`(_ condition: (Sides) -> Condition) -> Self {
        with { $0.add(condition(sides)) }
    }

    /// Sorts the rows; by these after the ones said before.
    public func order(@ListBuilder<Order> by orders: (Sides) -> [Order]) -> Self {
        with { $0.orders += orders(sides) }
    }

    /// One row for each group of rows that have the same values; what else is selected must be an ``Aggregate``.
    public func group<each Part: SQLExpression>(by parts: (Sides) -> (repeat each Part)) -> Self {
        with { core in
            for part in repeat each parts(sides) { core.groups.append(part.tree.node) }
        }
    }

    /// Only the groups that match.
    public func having(_ condition: (Sides) -> Condition) -> Self {
        with { $0.addHaving(condition(sides)) }
    }

    /// At most so many rows.
    ///
    /// - Parameter count: Zero or more; running the query fails with the code `misuse` otherwise.
    public func limit(_ count: Int) -> Self {
        with { $0.limit = count }
    }

    /// Without the first rows.
    ///
    /// - Parameter count: Zero or more; running the query fails with the code `misuse` otherwise.
    public func offset(_ count: Int) -> Self {
        with { $0.offset = count }
    }

    /// Keeps the rows from being changed by anybody else until the transaction ends. SQLite needs no such lock: there, one
    /// transaction at a time writes.
    ///
    /// - Parameter wait: What to do about rows that somebody else has locked.
    public func forUpdate(_ wait: LockWait = .wait) -> Self {
        with { $0.lock = RowLock(operation: .lockForUpdate, wait: wait) }
    }

    /// Keeps the rows from being changed until the transaction ends, but lets others do the same.
    ///
    /// - Parameter wait: What to do about rows that somebody else has locked.
    public func forShare(_ wait: LockWait = .wait) -> Self {
        with { $0.lock = RowLock(operation: .lockForShare, wait: wait) }
    }

    // Apart from the function below: a tuple of one element made of a parameter pack is not the element's type everywhere.

    /// What the rows consist of: one expression, or one record.
    public func select<Column: Selectable>(_ column: (Sides) -> Column) -> Select<Column.Value> {
        var list = SelectList()
        column(sides).append(to: &list)
        return Select(core, list) { (row: Row) throws(DatabaseError) -> Column.Value in
            var position = 0
            return try Column.decode(row, at: &position)
        }
    }

    /// What the rows consist of: an expression, a tuple of expressions and tables, or a record.
    ///
    /// ```swift
    /// Country.join(Currency.self) { $0.currency == $1.id }
    ///     .select { country, currency in (country, currency.name) }        // [(Country, String)]
    /// ```
    public func select<each Column: Selectable>(
        _ columns: (Sides) -> (repeat each Column)
    ) -> Select<(repeat (each Column).Value)> {
        var list = SelectList()
        for column in repeat each columns(sides) { column.append(to: &list) }
        return Select(core, list) { (row: Row) throws(DatabaseError) -> (repeat (each Column).Value) in
            var position = 0
            return (repeat try (each Column).decode(row, at: &position))
        }
    }
}

extension From where Sides: JoinSide, Output == Sides.Value {
    init(_ side: Sides, _ core: SelectCore) {
        var list = SelectList()
        side.append(to: &list)
        self.init(side, core, list) { (row: Row) throws(DatabaseError) -> Output in
            var position = 0
            return try Sides.decode(row, at: &position)
        }
    }
}
