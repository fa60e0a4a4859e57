public import ApusSQL
public import FoundationEssentials

extension SQLExpression {
    /// The value as one of another type, where the database can make it one; else running the query fails, or in SQLite
    /// gives zero.
    public func cast<Other: SQLConvertible>(to type: Other.Type) -> ValueExpression<Other> {
        ValueExpression(.operation(.cast(Other.sqlType), [node]))
    }

    /// The value, or another one where it is NULL.
    public func coalesce(_ value: Value.NonNull) -> ValueExpression<Value.NonNull> {
        ValueExpression(.operation(.coalesce, [node, .value(value.sqlValue)]))
    }

    /// The value, or another one where it is NULL.
    public func coalesce<Other: SQLExpression>(_ other: Other) -> ValueExpression<Other.Value>
    where Other.Value.NonNull == Value.NonNull {
        ValueExpression(.operation(.coalesce, [node, other.node]))
    }

    /// The value, or NULL where it is `value`.
    public func nullIf(_ value: Value.NonNull) -> ValueExpression<Value.NonNull?> {
        ValueExpression(.operation(.nullIf, [node, .value(value.sqlValue)]))
    }

    /// The same value, of a type that has room for NULL, where another expression's type asks for it.
    public var optional: ValueExpression<Value.NonNull?> { ValueExpression(node) }
}

extension SQLExpression where Value.NonNull == Date {
    /// A part of the point in time, in UTC.
    public func part(_ unit: SQLOperation.TimeUnit) -> ValueExpression<Int?> {
        ValueExpression(.operation(.datePart(unit), [node]))
    }

    /// The beginning of the unit that the point in time is in, in UTC.
    public func truncated(to unit: SQLOperation.TimeUnit) -> ValueExpression<Value> {
        ValueExpression(.operation(.dateTruncate(unit), [node]))
    }
}

extension ValueExpression<Date> {
    /// The time at which the transaction or, in SQLite, the statement began.
    public static var now: Self { Self(.operation(.now, [])) }
}

extension ValueExpression {
    /// A function of the database by its name.
    ///
    /// ```swift
    /// ValueExpression.function("soundex", country.name, as: String.self)
    /// ```
    ///
    /// - Parameters:
    ///   - name: The function's name: a literal. It must change nothing.
    ///   - arguments: Its arguments.
    ///   - type: The type of its value, which nobody checks before the first of them is read.
    public static func function<each Argument: SQLExpression>(
        _ name: StaticString,
        _ arguments: repeat each Argument,
        as type: Value.Type = Value.self
    ) -> Self {
        var nodes: [Node] = []
        for argument in repeat each arguments { nodes.append(argument.tree.node) }
        return Self(.function(name.description, nodes))
    }
}
