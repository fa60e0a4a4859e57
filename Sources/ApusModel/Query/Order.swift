import ApusSQL

/// What rows are sorted by.
///
/// Rows without a value come last in both directions, on every database, unless ``nullsFirst`` is said.
public struct Order: Sendable {
    let node: Node
    let isNullable: Bool
    let isDescending: Bool
    var isNullsFirst = false

    init(_ node: Node, isNullable: Bool, isDescending: Bool) {
        self.node = node
        self.isNullable = isNullable
        self.isDescending = isDescending
    }

    /// The same, but rows without a value come first.
    public var nullsFirst: Order {
        var copy = self
        copy.isNullsFirst = true
        return copy
    }

    /// The name of the column that it sorts by, when it sorts by no more than that.
    var column: String? {
        if case .column(_, let name) = node { name } else { nil }
    }
}

extension SQLExpression {
    /// From the least value to the greatest; rows without a value come last. Text is ordered by its UTF-8 bytes.
    public var ascending: Order { Order(node, isNullable: Value.isNullable, isDescending: false) }

    /// From the greatest value to the least; rows without a value come last. Text is ordered by its UTF-8 bytes.
    public var descending: Order { Order(node, isNullable: Value.isNullable, isDescending: true) }
}
