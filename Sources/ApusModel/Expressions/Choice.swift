public import ApusSQL

/// Values that depend on conditions: SQL's `case`.
///
/// ```swift
/// let size = Choice(of: String.self)
///     .when(country.population > 10_000_000, then: "large")
///     .when(country.population > 1_000_000, then: "medium")
///     .otherwise("small")
/// ```
public struct Choice<Value: SQLConvertible>: Sendable {
    private var branches: [(condition: Node, value: Node)] = []

    /// Begins without a branch.
    public init(of type: Value.Type = Value.self) {}

    /// The value where the condition holds, and none before it.
    public func when(_ condition: Condition, then value: Value) -> Choice {
        adding(condition, Self.node(of: value))
    }

    /// The value where the condition holds, and none before it.
    public func when<Then: SQLExpression<Value>>(_ condition: Condition, then value: Then) -> Choice {
        adding(condition, value.tree.node)
    }

    /// The value where no condition holds.
    public func otherwise(_ value: Value) -> ValueExpression<Value> {
        branches.isEmpty ? ValueExpression(value) : finished(Self.node(of: value))
    }

    /// The value where no condition holds.
    public func otherwise<Otherwise: SQLExpression<Value>>(_ value: Otherwise) -> ValueExpression<Value> {
        branches.isEmpty ? ValueExpression(value.tree.node) : finished(value.tree.node)
    }

    /// NULL where no condition holds.
    public var otherwiseNull: ValueExpression<Value.NonNull?> {
        let null = Node.operation(.typedValue(Value.sqlType), [.value(.null)])
        return ValueExpression(branches.isEmpty ? null : .choice(branches, otherwise: nil))
    }

    private func adding(_ condition: Condition, _ value: Node) -> Choice {
        var copy = self
        copy.branches.append((condition.node, value))
        return copy
    }

    private func finished(_ otherwise: Node) -> ValueExpression<Value> {
        ValueExpression(.choice(branches, otherwise: otherwise))
    }

    private static func node(of value: Value) -> Node {
        .operation(.typedValue(Value.sqlType), [.value(value.sqlValue)])
    }
}
