public import ApusSQL

/// A function of a row's place among others; ``over(partitionBy:orderBy:)`` says which others.
///
/// ```swift
/// Country.from.select { ($0.name, WindowFunction.rank.over(partitionBy: $0.region, orderBy: $0.population.descending)) }
/// ```
public struct WindowFunction<Value: SQLConvertible>: Sendable {
    let node: Node

    private init(_ name: String, _ arguments: [Node] = []) {
        node = .function(name, arguments)
    }

    /// The function's value, for each row.
    ///
    /// - Parameters:
    ///   - partition: What the rows of a window have in common; without it all rows are in one.
    ///   - orders: The window's order.
    public func over<each Part: SQLExpression>(
        partitionBy partition: repeat each Part,
        orderBy orders: Order...
    ) -> ValueExpression<Value> {
        var nodes: [Node] = []
        for part in repeat each partition { nodes.append(part.tree.node) }
        return ValueExpression(.over(node, Window(partitions: nodes, orders: orders, frame: nil)))
    }
}

extension WindowFunction<Int> {
    /// The row's number in its window, from one.
    public static var rowNumber: Self { Self("row_number") }
    /// The row's rank, from one: rows that are equal in the order have the same, and the next one leaves a gap.
    public static var rank: Self { Self("rank") }
    /// The row's rank, without gaps.
    public static var denseRank: Self { Self("dense_rank") }
}

extension WindowFunction<Double> {
    /// The part of the window's other rows that come before the row: from zero to one.
    public static var percentRank: Self { Self("percent_rank") }
    /// The part of the window's rows that come before the row or are its equals.
    public static var cumulativeDistribution: Self { Self("cume_dist") }
}

extension SQLExpression {
    /// The value in the row that comes so many rows before the current one; nil where there is none.
    public func lag(_ offset: Int = 1) -> WindowFunction<Value.NonNull?> {
        WindowFunction<Value.NonNull?>.make("lag", [node, .value(offset.sqlValue)])
    }

    /// The value in the row that comes so many rows after the current one; nil where there is none.
    public func lead(_ offset: Int = 1) -> WindowFunction<Value.NonNull?> {
        WindowFunction<Value.NonNull?>.make("lead", [node, .value(offset.sqlValue)])
    }

    /// The value in the window's first row.
    public var first: WindowFunction<Value.NonNull?> { WindowFunction<Value.NonNull?>.make("first_value", [node]) }

    /// The value in the last row of the window that is looked at: with an order, the current row.
    public var last: WindowFunction<Value.NonNull?> { WindowFunction<Value.NonNull?>.make("last_value", [node]) }
}

extension WindowFunction {
    fileprivate static func make(_ name: String, _ arguments: [Node]) -> Self { Self(name, arguments) }
}
