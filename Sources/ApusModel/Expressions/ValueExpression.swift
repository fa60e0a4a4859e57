public import ApusSQL

/// A value that the database computes, of a type that the compiler knows.
///
/// It is one type, whatever it is made of, so that the compiler checks a long expression in linear time.
public struct ValueExpression<Value: SQLConvertible>: SQLExpression {
    /// What is computed.
    public let tree: ExpressionTree

    init(_ node: Node) {
        tree = ExpressionTree(node)
    }

    /// A value from the program, bound.
    public init(_ value: Value) {
        self.init(.operation(.typedValue(Value.sqlType), [.value(value.sqlValue)]))
    }

    /// An expression written by hand; interpolated values are bound. It must change nothing and call no volatile function:
    /// queries may be run again, or on a replica.
    ///
    /// - Parameters:
    ///   - sql: The expression.
    ///   - type: The type of its values, which nobody checks before the first of them is read.
    public init(_ sql: SQL, as type: Value.Type = Value.self) {
        self.init(.sql(sql))
    }
}

extension ValueExpression where Value == Bool {
    /// A condition as a value.
    public init(_ condition: Condition) {
        self.init(.truth(condition.node))
    }
}
