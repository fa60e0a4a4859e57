import ApusSQL

extension Order {
    func append(to builder: inout StatementBuilder) {
        builder.append(identifier: column)
        if isDescending { builder.append(" desc") }
        // The databases disagree on where NULL belongs, so it is always said, except where there is none.
        if isNullable { builder.append(isNullsFirst ? " nulls first" : " nulls last") }
    }
}

extension Assignment {
    func append(to builder: inout StatementBuilder) {
        builder.append(identifier: column)
        builder.append(" = ")
        switch change {
        case .value(let value):
            builder.bind(value)
        case .column(let other):
            builder.append(identifier: other)
        case .increment(let amount):
            builder.append(identifier: column)
            builder.append(" + ")
            builder.bind(amount)
        }
    }
}
