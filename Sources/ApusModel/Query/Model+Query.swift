extension Model {
    /// All rows.
    public static var all: Query<Self> {
        var query = Query<Self>()
        query.isAllMeant = true
        return query
    }

    /// The rows that match.
    public static func `where`(_ condition: (Columns) -> Condition) -> Query<Self> {
        Query().where(condition)
    }

    /// The rows that match, or all when there is no value to match with; see ``Query/filter(_:_:)``.
    public static func filter<Value>(_ value: Value?, _ condition: (Columns, Value) -> Condition) -> Query<Self> {
        Query().filter(value, condition)
    }

    /// All rows, sorted; see ``Query/order(by:)``.
    public static func order(@ListBuilder<Order> by orders: (Columns) -> [Order]) -> Query<Self> {
        Query().order(by: orders)
    }

    /// The table under another name, so that a query can have it twice.
    ///
    /// ```swift
    /// let manager = Employee.named("manager")
    /// Employee.leftJoin(manager) { $0.manager == $1.id }
    /// ```
    public static func named(_ name: String) -> TableAlias<Self> {
        TableAlias(name: name)
    }
}
