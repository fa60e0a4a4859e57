public import ApusSQL

/// A column of a record, as a query names it.
///
/// A comparison makes a ``Condition``:
///
/// ```swift
/// Country.where { $0.population > 1_000_000 && $0.name.contains("a") }
/// ```
///
/// Conditions are two-valued, as in Swift: `==` and `!=` treat NULL as a value like any other (`nil`), and `!` matches
/// exactly the rows that its operand does not match. `<`, `<=`, `>` and `>=` never match a row whose column is NULL.
public struct Column<Root: Record, Value: SQLConvertible>: SQLExpression {
    /// The column's name in the table.
    public let name: String
    /// The name that a query gives the table, where it is another one than its own.
    var alias: String?

    /// Names a column.
    ///
    /// - Parameter name: Its name in the table.
    public init(_ name: String) {
        self.name = name
    }

    /// The column's value.
    public var tree: ExpressionTree {
        ExpressionTree(.column(alias.map { .alias($0) } ?? .record(Root.self), name))
    }
}
