import ApusSQL

extension SQLExpression where Value: SQLNumber {
    /// The sum.
    public static func + (expression: Self, value: Value) -> ValueExpression<Value> {
        ValueExpression(.operation(.add, [expression.node, .value(value.sqlValue)]))
    }

    /// The difference.
    public static func - (expression: Self, value: Value) -> ValueExpression<Value> {
        ValueExpression(.operation(.subtract, [expression.node, .value(value.sqlValue)]))
    }

    /// The product.
    public static func * (expression: Self, value: Value) -> ValueExpression<Value> {
        ValueExpression(.operation(.multiply, [expression.node, .value(value.sqlValue)]))
    }

    /// The quotient; of integers without a rest.
    public static func / (expression: Self, value: Value) -> ValueExpression<Value> {
        ValueExpression(.operation(.divide, [expression.node, .value(value.sqlValue)]))
    }

    /// The rest of a division.
    public static func % (expression: Self, value: Value) -> ValueExpression<Value> {
        ValueExpression(.operation(.remainder, [expression.node, .value(value.sqlValue)]))
    }

    /// The sum. NULL when one side is.
    public static func + <Other: SQLExpression>(expression: Self, other: Other) -> ValueExpression<Value>
    where Other.Value == Value {
        ValueExpression(.operation(.add, [expression.node, other.node]))
    }

    /// The difference. NULL when one side is.
    public static func - <Other: SQLExpression>(expression: Self, other: Other) -> ValueExpression<Value>
    where Other.Value == Value {
        ValueExpression(.operation(.subtract, [expression.node, other.node]))
    }

    /// The product. NULL when one side is.
    public static func * <Other: SQLExpression>(expression: Self, other: Other) -> ValueExpression<Value>
    where Other.Value == Value {
        ValueExpression(.operation(.multiply, [expression.node, other.node]))
    }

    /// The quotient; of integers without a rest. NULL when one side is.
    public static func / <Other: SQLExpression>(expression: Self, other: Other) -> ValueExpression<Value>
    where Other.Value == Value {
        ValueExpression(.operation(.divide, [expression.node, other.node]))
    }

    /// The number without its sign.
    public var absolute: ValueExpression<Value> { ValueExpression(.operation(.absolute, [node])) }

    /// The nearest whole number.
    public var rounded: ValueExpression<Value> { ValueExpression(.operation(.round, [node])) }

    /// The number with the other sign.
    public static prefix func - (expression: Self) -> ValueExpression<Value> {
        ValueExpression(.operation(.negate, [expression.node]))
    }
}
