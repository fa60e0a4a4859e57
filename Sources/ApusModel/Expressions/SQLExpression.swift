public import ApusSQL

/// A value that the database computes for each row: a ``Column``, or a ``ValueExpression`` made of them.
public protocol SQLExpression<Value>: Selectable where Value: SQLConvertible {
    /// What is computed.
    var tree: ExpressionTree { get }
}

/// What an expression computes, without its type.
public struct ExpressionTree: Sendable {
    let node: Node

    init(_ node: Node) {
        self.node = node
    }
}

extension SQLExpression {
    var node: Node { tree.node }

    /// Appends its one column.
    public func append(to list: inout SelectList) {
        list.nodes.append(node)
    }

    /// Reads one column.
    @inlinable
    public static func decode(_ row: Row, at column: inout Int) throws(DatabaseError) -> Value {
        defer { column += 1 }
        return try row.decode(Value.self, at: column)
    }
}
