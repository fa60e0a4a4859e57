import ApusSQL

extension SQLExpression {
    /// Both have the same value; with nil, the expression is NULL.
    public static func == (expression: Self, value: Value) -> Condition {
        let value = value.sqlValue
        return Condition(value == .null ? .isNull(expression.node) : .compare(expression.node, .equal, .value(value)))
    }

    /// The expression has another value, or none; with nil, it is not NULL.
    public static func != (expression: Self, value: Value) -> Condition {
        let value = value.sqlValue
        if value == .null { return Condition(.isNotNull(expression.node)) }
        return Condition(.compare(expression.node, Value.isNullable ? .distinct : .unequal, .value(value)))
    }

    /// The expression's value is less. Text is ordered by its UTF-8 bytes.
    public static func < (expression: Self, value: Value) -> Condition {
        Condition(.compare(expression.node, .less, .value(value.sqlValue)))
    }

    /// The expression's value is less or the same. Text is ordered by its UTF-8 bytes.
    public static func <= (expression: Self, value: Value) -> Condition {
        Condition(.compare(expression.node, .lessOrEqual, .value(value.sqlValue)))
    }

    /// The expression's value is greater. Text is ordered by its UTF-8 bytes.
    public static func > (expression: Self, value: Value) -> Condition {
        Condition(.compare(expression.node, .greater, .value(value.sqlValue)))
    }

    /// The expression's value is greater or the same. Text is ordered by its UTF-8 bytes.
    public static func >= (expression: Self, value: Value) -> Condition {
        Condition(.compare(expression.node, .greaterOrEqual, .value(value.sqlValue)))
    }

    // NULL is a value like any other for `==` and `!=`. Where only one side can be NULL, `=` says the same as the slower
    // operator, because what is unknown counts as false; and it is the one that finds rows by an index.

    /// Both have the same value, or both none.
    public static func == <Other: SQLExpression>(expression: Self, other: Other) -> Condition
    where Other.Value.NonNull == Value.NonNull {
        let comparison: Node.Comparison = Value.isNullable && Other.Value.isNullable ? .identical : .equal
        return Condition(.compare(expression.node, comparison, other.node))
    }

    /// They have different values, or only one has a value.
    public static func != <Other: SQLExpression>(expression: Self, other: Other) -> Condition
    where Other.Value.NonNull == Value.NonNull {
        let comparison: Node.Comparison = Value.isNullable || Other.Value.isNullable ? .distinct : .unequal
        return Condition(.compare(expression.node, comparison, other.node))
    }

    /// The expression's value is less than the other one's.
    public static func < <Other: SQLExpression>(expression: Self, other: Other) -> Condition
    where Other.Value.NonNull == Value.NonNull {
        Condition(.compare(expression.node, .less, other.node))
    }

    /// The expression's value is less than the other one's or the same.
    public static func <= <Other: SQLExpression>(expression: Self, other: Other) -> Condition
    where Other.Value.NonNull == Value.NonNull {
        Condition(.compare(expression.node, .lessOrEqual, other.node))
    }

    /// The expression's value is greater than the other one's.
    public static func > <Other: SQLExpression>(expression: Self, other: Other) -> Condition
    where Other.Value.NonNull == Value.NonNull {
        Condition(.compare(expression.node, .greater, other.node))
    }

    /// The expression's value is greater than the other one's or the same.
    public static func >= <Other: SQLExpression>(expression: Self, other: Other) -> Condition
    where Other.Value.NonNull == Value.NonNull {
        Condition(.compare(expression.node, .greaterOrEqual, other.node))
    }

    /// The expression's value is at least `lower` and at most `upper`.
    public func between(_ lower: Value, and upper: Value) -> Condition {
        Condition(.between(node, .value(lower.sqlValue), .value(upper.sqlValue)))
    }

    /// The expression is NULL.
    public var isNull: Condition { Condition(.isNull(node)) }

    /// The expression has a value.
    public var isNotNull: Condition { Condition(.isNotNull(node)) }
}
