/// Rows of a model's table: which ones, in which order, and how many. A value; it is run on a `Database`.
///
/// ```swift
/// let query = Country.where { $0.population > 1_000_000 }.order { $0.name.ascending }.limit(10)
/// let countries = try await db.all(query)
/// print(query.sql(in: db.dialect))
/// ```
public struct Query<Root: Model>: SelectStatement {
    var condition: Condition?
    var orders: [Order] = []
    var limit: Int?
    var offset: Int?
    /// Whether all rows are meant when there is no condition: the difference between "delete everything" and a filter
    /// that happened to be nil.
    var isAllMeant = false
    /// Whether rows count that are deleted only softly.
    var includesDeleted = false

    init() {}

    /// Only the rows that match, of those that the query has.
    public func `where`(_ condition: (Root.Columns) -> Condition) -> Query {
        var copy = self
        let added = condition(Root.columns)
        guard !added.isEmpty else { return self }
        copy.condition = self.condition.map { $0 && added } ?? added
        return copy
    }

    /// Only the rows that match, when there is a value to match with.
    ///
    /// ```swift
    /// Country.all.filter(search) { $0.name.contains($1) }      // search is a String?
    /// ```
    ///
    /// - Parameters:
    ///   - value: What to match with; with nil the query stays as it is.
    ///   - condition: Gets the columns and the value.
    public func filter<Value>(_ value: Value?, _ condition: (Root.Columns, Value) -> Condition) -> Query {
        guard let value else { return self }
        return self.where { condition($0, value) }
    }

    /// Sorts the rows; by these after the ones said before.
    ///
    /// ```swift
    /// Country.all.order {
    ///     $0.region.ascending
    ///     $0.population.descending
    /// }
    /// ```
    ///
    /// Where a limit or offset cuts the rows, the id is appended as the last one, so that pages neither repeat nor miss a
    /// row.
    public func order(@ListBuilder<Order> by orders: (Root.Columns) -> [Order]) -> Query {
        var copy = self
        copy.orders += orders(Root.columns)
        return copy
    }

    /// At most so many rows.
    ///
    /// - Parameter count: Zero or more; running the query fails with the code `misuse` otherwise.
    public func limit(_ count: Int) -> Query {
        var copy = self
        copy.limit = count
        return copy
    }

    /// Without the first rows.
    ///
    /// - Parameter count: Zero or more; running the query fails with the code `misuse` otherwise.
    public func offset(_ count: Int) -> Query {
        var copy = self
        copy.offset = count
        return copy
    }

    /// Also the rows that are deleted softly.
    public var withDeleted: Query {
        var copy = self
        copy.includesDeleted = true
        return copy
    }
}
