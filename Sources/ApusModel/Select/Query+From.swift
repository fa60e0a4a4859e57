import ApusSQL

extension Model {
    /// All rows, for a query that is going to be grouped, joined, or have other columns.
    public static var from: From<Table<Self>, Self> { Query<Self>().from }

    /// One row for each group of rows that have the same values; see ``From/group(by:)``.
    public static func group<each Part: SQLExpression>(
        by parts: (Table<Self>) -> (repeat each Part)
    ) -> From<Table<Self>, Self> {
        from.group(by: parts)
    }

    /// Only one column, or another one; see ``From/select(_:)``.
    public static func select<Column: Selectable>(_ column: (Table<Self>) -> Column) -> Select<Column.Value> {
        from.select(column)
    }

    /// Only some columns, or others; see ``From/select(_:)``.
    public static func select<each Column: Selectable>(
        _ columns: (Table<Self>) -> (repeat each Column)
    ) -> Select<(repeat (each Column).Value)> {
        from.select(columns)
    }

    /// Joins a table: each row with each of its rows that matches.
    public static func join<Other: Model>(
        _ model: Other.Type,
        on condition: (Table<Self>, Table<Other>) -> Condition
    ) -> From<(Table<Self>, Table<Other>), (Self, Other)> {
        from.join(model, on: condition)
    }

    /// Joins a table: each row with each of its rows that matches.
    public static func join<Other: Record>(
        _ source: some JoinSource<Other>,
        on condition: (Table<Self>, Table<Other>) -> Condition
    ) -> From<(Table<Self>, Table<Other>), (Self, Other)> {
        from.join(source, on: condition)
    }

    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public static func leftJoin<Other: Model>(
        _ model: Other.Type,
        on condition: (Table<Self>, Table<Other>) -> Condition
    ) -> From<(Table<Self>, OptionalTable<Other>), (Self, Other?)> {
        from.leftJoin(model, on: condition)
    }

    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public static func leftJoin<Other: Record>(
        _ source: some JoinSource<Other>,
        on condition: (Table<Self>, Table<Other>) -> Condition
    ) -> From<(Table<Self>, OptionalTable<Other>), (Self, Other?)> {
        from.leftJoin(source, on: condition)
    }
}

extension Query {
    /// The query, for being grouped, joined, or given other columns.
    public var from: From<Table<Root>, Root> {
        var source = Source(record: Root.self)
        source.includesDeleted = includesDeleted
        var core = SelectCore([source])
        core.condition = condition
        core.orders = orders
        core.limit = limit
        core.offset = offset
        return From(Table(), core)
    }

    /// Only one column, or another one; see ``From/select(_:)``.
    public func select<Column: Selectable>(_ column: (Table<Root>) -> Column) -> Select<Column.Value> {
        from.select(column)
    }

    /// Only some columns, or others; see ``From/select(_:)``.
    public func select<each Column: Selectable>(
        _ columns: (Table<Root>) -> (repeat each Column)
    ) -> Select<(repeat (each Column).Value)> {
        from.select(columns)
    }

    /// One row for each group of rows that have the same values; see ``From/group(by:)``.
    public func group<each Part: SQLExpression>(
        by parts: (Table<Root>) -> (repeat each Part)
    ) -> From<Table<Root>, Root> {
        from.group(by: parts)
    }

    /// Keeps the rows from being changed by anybody else until the transaction ends; see ``From/forUpdate(_:)``.
    public func forUpdate(_ wait: LockWait = .wait) -> From<Table<Root>, Root> {
        from.forUpdate(wait)
    }

    /// Joins a table: each row with each of its rows that matches.
    public func join<Other: Model>(
        _ model: Other.Type,
        on condition: (Table<Root>, Table<Other>) -> Condition
    ) -> From<(Table<Root>, Table<Other>), (Root, Other)> {
        from.join(model, on: condition)
    }

    /// Joins a table: each row with each of its rows that matches.
    public func join<Other: Record>(
        _ source: some JoinSource<Other>,
        on condition: (Table<Root>, Table<Other>) -> Condition
    ) -> From<(Table<Root>, Table<Other>), (Root, Other)> {
        from.join(source, on: condition)
    }

    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public func leftJoin<Other: Model>(
        _ model: Other.Type,
        on condition: (Table<Root>, Table<Other>) -> Condition
    ) -> From<(Table<Root>, OptionalTable<Other>), (Root, Other?)> {
        from.leftJoin(model, on: condition)
    }

    /// Joins a table: each row with each of its rows that matches or, where none does, with nil.
    public func leftJoin<Other: Record>(
        _ source: some JoinSource<Other>,
        on condition: (Table<Root>, Table<Other>) -> Condition
    ) -> From<(Table<Root>, OptionalTable<Other>), (Root, Other?)> {
        from.leftJoin(source, on: condition)
    }
}
