import ApusSQL

extension Column {
    /// The column has the value; with nil, it is NULL.
    public static func == (column: Column, value: Value) -> Condition {
        let value = value.sqlValue
        return Condition(value == .null ? .isNull(column.name) : .compare(column.name, .equal, .value(value)))
    }

    /// The column has another value, or none; with nil, it is not NULL.
    public static func != (column: Column, value: Value) -> Condition {
        let value = value.sqlValue
        return Condition(
            value == .null ? .isNotNull(column.name) : .compare(column.name, .inequality(of: Value.self), .value(value))
        )
    }

    /// The column's value is less. Text is ordered by its UTF-8 bytes.
    public static func < (column: Column, value: Value) -> Condition {
        Condition(.compare(column.name, .less, .value(value.sqlValue)))
    }

    /// The column's value is less or the same. Text is ordered by its UTF-8 bytes.
    public static func <= (column: Column, value: Value) -> Condition {
        Condition(.compare(column.name, .lessOrEqual, .value(value.sqlValue)))
    }

    /// The column's value is greater. Text is ordered by its UTF-8 bytes.
    public static func > (column: Column, value: Value) -> Condition {
        Condition(.compare(column.name, .greater, .value(value.sqlValue)))
    }

    /// The column's value is greater or the same. Text is ordered by its UTF-8 bytes.
    public static func >= (column: Column, value: Value) -> Condition {
        Condition(.compare(column.name, .greaterOrEqual, .value(value.sqlValue)))
    }

    /// The columns have the same value, or both none.
    public static func == (column: Column, other: Column) -> Condition {
        Condition(.compare(column.name, .equality(of: Value.self), .column(other.name)))
    }

    /// The columns have different values, or only one has a value.
    public static func != (column: Column, other: Column) -> Condition {
        Condition(.compare(column.name, .inequality(of: Value.self), .column(other.name)))
    }

    /// The column's value is less than the other column's.
    public static func < (column: Column, other: Column) -> Condition {
        Condition(.compare(column.name, .less, .column(other.name)))
    }

    /// The column's value is less than the other column's or the same.
    public static func <= (column: Column, other: Column) -> Condition {
        Condition(.compare(column.name, .lessOrEqual, .column(other.name)))
    }

    /// The column's value is greater than the other column's.
    public static func > (column: Column, other: Column) -> Condition {
        Condition(.compare(column.name, .greater, .column(other.name)))
    }

    /// The column's value is greater than the other column's or the same.
    public static func >= (column: Column, other: Column) -> Condition {
        Condition(.compare(column.name, .greaterOrEqual, .column(other.name)))
    }

    /// The column's value is at least `lower` and at most `upper`.
    public func between(_ lower: Value, and upper: Value) -> Condition {
        Condition(.between(name, lower.sqlValue, upper.sqlValue))
    }

    /// The column's value is one of `values`; nil among them stands for NULL. With no values it is never so.
    public func `in`(_ values: [Value]) -> Condition {
        var list: [SQLValue] = []
        list.reserveCapacity(values.count)
        var includesNull = false
        for value in values {
            let value = value.sqlValue
            if value == .null { includesNull = true } else { list.append(value) }
        }
        let isListed = Condition(list.isEmpty ? .constant(false) : .isIn(name, list))
        guard includesNull else { return isListed }
        return list.isEmpty ? isNull : isListed || isNull
    }

    /// The column holds NULL.
    public var isNull: Condition { Condition(.isNull(name)) }

    /// The column holds a value.
    public var isNotNull: Condition { Condition(.isNotNull(name)) }
}
