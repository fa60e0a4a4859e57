public import ApusSQL

/// The rows of two queries, put together as sets.
public struct Compound<Output: Sendable>: SelectStatement {
    private var compound: CompoundText
    private let decoding: @Sendable (Row) throws(DatabaseError) -> Output

    fileprivate init<First: SelectStatement<Output>, Second: SelectStatement<Output>>(
        _ first: First,
        _ keyword: String,
        _ second: Second
    ) {
        compound = CompoundText(first: first.text, keyword: keyword, second: second.text)
        decoding = { row throws(DatabaseError) in try first.decode(row) }
    }

    /// The query, without its types.
    public var text: SelectText {
        SelectText(query: compound, access: compound.access, tables: compound.first.tables + compound.second.tables)
    }

    /// Reads a row.
    public func decode(_ row: Row) throws(DatabaseError) -> Output { try decoding(row) }

    /// Sorts the rows by a column.
    ///
    /// - Parameters:
    ///   - column: The column's place in a row, from one.
    ///   - isDescending: Whether the greatest value comes first.
    public func order(byColumn column: UInt, isDescending: Bool = false) -> Compound {
        var copy = self
        copy.compound.orders.append((column, isDescending))
        return copy
    }

    /// At most so many rows.
    ///
    /// - Parameter count: Zero or more; running the query fails with the code `misuse` otherwise.
    public func limit(_ count: Int) -> Compound {
        var copy = self
        copy.compound.limit = count
        return copy
    }
}

extension SelectStatement {
    /// The rows of both queries, each only once.
    public func union<Other: SelectStatement<Output>>(_ other: Other) -> Compound<Output> {
        Compound(self, " union ", other)
    }

    /// The rows of both queries.
    public func unionAll<Other: SelectStatement<Output>>(_ other: Other) -> Compound<Output> {
        Compound(self, " union all ", other)
    }

    /// The rows that both queries have, each only once.
    public func intersect<Other: SelectStatement<Output>>(_ other: Other) -> Compound<Output> {
        Compound(self, " intersect ", other)
    }

    /// The query's rows that the other one does not have, each only once.
    public func except<Other: SelectStatement<Output>>(_ other: Other) -> Compound<Output> {
        Compound(self, " except ", other)
    }
}

private struct CompoundText: QueryText {
    let first: SelectText
    let keyword: String
    let second: SelectText
    var orders: [(column: UInt, isDescending: Bool)] = []
    var limit: Int?

    var access: Statement.Access { first.access == .read && second.access == .read ? .read : .write }

    func append(to builder: inout StatementBuilder) {
        Self.append(first, to: &builder)
        builder.append(keyword)
        Self.append(second, to: &builder)
        for (index, order) in orders.enumerated() {
            builder.append("\(index == 0 ? " order by " : ", ")\(order.column)\(order.isDescending ? " desc" : "")")
        }
        builder.append(limit: limit, offset: nil)
    }

    // SQLite knows no parentheses around the parts, so each part becomes a table of its own.
    private static func append(_ part: SelectText, to builder: inout StatementBuilder) {
        builder.append("select * from (")
        part.append(to: &builder)
        builder.append(") as part")
    }
}
