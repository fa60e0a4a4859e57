public import ApusSQL

/// A query whose rows consist of chosen columns; see ``From/select(_:)``.
public struct Select<Output: Sendable>: SelectStatement {
    var core: SelectCore
    private let decoding: @Sendable (Row) throws(DatabaseError) -> Output

    init(
        _ core: SelectCore,
        _ columns: SelectList,
        _ decoding: @escaping @Sendable (Row) throws(DatabaseError) -> Output
    ) {
        self.core = core
        self.core.columns = columns.nodes
        self.decoding = decoding
    }

    /// The query, without its types.
    public var text: SelectText { core.text }

    /// Reads a row.
    public func decode(_ row: Row) throws(DatabaseError) -> Output { try decoding(row) }

    private func with(_ change: (inout SelectCore) -> Void) -> Self {
        var copy = self
        change(&copy.core)
        return copy
    }

    /// Rows that are the same only once.
    public var distinct: Select { with { $0.distinct = .rows } }

    /// At most so many rows.
    ///
    /// - Parameter count: Zero or more; running the query fails with the code `misuse` otherwise.
    public func limit(_ count: Int) -> Select { with { $0.limit = count } }

    /// Without the first rows.
    ///
    /// - Parameter count: Zero or more; running the query fails with the code `misuse` otherwise.
    public func offset(_ count: Int) -> Select { with { $0.offset = count } }
}

extension From {
    /// One row for each combination of values: the first one in the query's order, which must begin with them. PostgreSQL
    /// alone has this; ``WindowFunction/rowNumber`` does the same on every database.
    public func distinct<each Part: SQLExpression>(on parts: (Sides) -> (repeat each Part)) -> Self {
        var nodes: [Node] = []
        for part in repeat each parts(sides) { nodes.append(part.tree.node) }
        return with { $0.distinct = .on(nodes) }
    }
}
