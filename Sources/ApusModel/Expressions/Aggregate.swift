public import ApusSQL

/// A value that is computed from all rows of a group, or of a window.
public struct Aggregate<Value: SQLConvertible>: SQLExpression {
    /// What is computed.
    public let tree: ExpressionTree

    init(_ operation: SQLOperation, _ operands: [Node] = []) {
        self.init(.operation(operation, operands))
    }

    init(_ node: Node) {
        tree = ExpressionTree(node)
    }

    /// Only from those rows of the group that match.
    ///
    /// ```swift
    /// Country.group { $0.region }.select { ($0.region, Aggregate.count.filter($0.population > 1_000_000)) }
    /// ```
    public func filter(_ condition: Condition) -> Aggregate {
        Aggregate(.filtered(node, by: condition.node))
    }

    /// Once for each row, from the rows of its window.
    ///
    /// - Parameters:
    ///   - partition: What the rows of a window have in common; without it all rows are in one.
    ///   - orders: The window's order. With one, the rows up to the current one are taken into account; without, all.
    ///   - frame: Which rows around the current one are taken into account instead.
    public func over<each Part: SQLExpression>(
        partitionBy partition: repeat each Part,
        orderBy orders: Order...,
        frame: Frame? = nil
    ) -> ValueExpression<Value> {
        var nodes: [Node] = []
        for part in repeat each partition { nodes.append(part.tree.node) }
        return ValueExpression(.over(node, Window(partitions: nodes, orders: orders, frame: frame)))
    }
}

extension SQLExpression {
    /// How many rows of the group have a value.
    public var count: Aggregate<Int> { Aggregate(.count, [node]) }

    /// How many different values the group has.
    public var distinctCount: Aggregate<Int> { Aggregate(.countDistinct, [node]) }

    /// The group's least value; nil when it has none.
    public var minimum: Aggregate<Value.NonNull?> { Aggregate(.minimum, [node]) }

    /// The group's greatest value; nil when it has none.
    public var maximum: Aggregate<Value.NonNull?> { Aggregate(.maximum, [node]) }
}

extension SQLExpression where Value: SQLNumber {
    /// The sum of the group's values; nil when it has none.
    public var sum: Aggregate<Value.NonNull?> { Aggregate(.sum(Value.sqlType), [node]) }

    /// The arithmetic mean of the group's values; nil when it has none.
    public var average: Aggregate<Double?> { Aggregate(.average, [node]) }
}

extension SQLExpression where Value: SQLText {
    /// All texts of the group in one; nil when it has none. Their order is not defined.
    ///
    /// - Parameter separator: What stands between two texts.
    public func joined(separator: String) -> Aggregate<String?> {
        Aggregate(.join, [node, .operation(.typedValue(.text), [.value(.text(separator))])])
    }
}

extension Condition {
    /// Whether the condition holds for every row of the group; nil when there is none.
    public var every: Aggregate<Bool?> { Aggregate(.every, [.truth(node)]) }

    /// Whether the condition holds for a row of the group; nil when there is none.
    public var some: Aggregate<Bool?> { Aggregate(.some, [.truth(node)]) }
}

extension Aggregate<Int> {
    /// How many rows the group has.
    public static var count: Self { Self(.countRows) }
}
