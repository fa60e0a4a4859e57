import ApusSQL

extension SQLExpression {
    /// The expression's value is one of `values`; nil among them stands for NULL. With no values it is never so.
    public func `in`(_ values: [Value]) -> Condition {
        var list: [SQLValue] = []
        list.reserveCapacity(values.count)
        var includesNull = false
        for value in values {
            let value = value.sqlValue
            if value == .null { includesNull = true } else { list.append(value) }
        }
        let isListed = Condition(list.isEmpty ? .constant(false) : .isIn(node, list))
        guard includesNull else { return isListed }
        return list.isEmpty ? isNull : isListed || isNull
    }

    /// The expression's value is one that the query finds. NULL is never so.
    ///
    /// ```swift
    /// Country.where { $0.code.in(Place.where { $0.version > 1 }.select { $0.country }) }
    /// ```
    public func `in`<Query: SelectStatement>(_ query: Query) -> Condition
    where Query.Output: SQLConvertible, Query.Output.NonNull == Value.NonNull {
        Condition(.isInQuery(node, query.text))
    }
}

extension Condition {
    /// The query finds a row at least. Its conditions may speak of the columns of the query around it.
    ///
    /// ```swift
    /// Country.where { country in .exists(Place.where { $0.country == country.code }) }
    /// ```
    public static func exists<Query: SelectStatement>(_ query: Query) -> Condition {
        Condition(.exists(query.text))
    }
}

extension SelectStatement where Output: SQLConvertible {
    /// The query's one value as a value of the query around it; NULL where it finds no row. When it finds several rows,
    /// PostgreSQL fails and SQLite takes one of them: limit it to one.
    public var value: ValueExpression<Output.NonNull?> { ValueExpression(.query(text)) }
}
