import ApusSQL

/// What an update of many rows does to one column; see ``Column/set(to:)``.
public struct Assignment: Sendable {
    let column: String
    let value: Node
}

extension Column {
    /// Gives the column a value in an update of many rows.
    public func set(to value: Value) -> Assignment {
        Assignment(column: name, value: .value(value.sqlValue))
    }

    /// Gives the column the value that an expression has before the update.
    public func set<Other: SQLExpression<Value>>(to expression: Other) -> Assignment {
        Assignment(column: name, value: expression.tree.node)
    }
}

extension Column where Value: SQLNumber {
    /// Adds to the column in the database, so that no concurrent change is lost.
    ///
    /// - Parameter amount: What to add; it may be negative.
    public func increment(by amount: Value) -> Assignment {
        Assignment(column: name, value: .operation(.add, [node, .value(amount.sqlValue)]))
    }
}
