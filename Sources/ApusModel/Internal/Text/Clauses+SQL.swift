import ApusSQL

extension Order {
    func append(to builder: inout StatementBuilder) {
        node.append(to: &builder, within: .operand)
        if isDescending { builder.append(" desc") }
        // The databases disagree on where NULL belongs, so it is always said, except where there is none.
        if isNullable { builder.append(isNullsFirst ? " nulls first" : " nulls last") }
    }
}

extension StatementBuilder {
    mutating func append(orders: [Order]) {
        var separator = "order by "
        for order in orders {
            append(separator)
            order.append(to: &self)
            separator = ", "
        }
    }

    mutating func append(_ assignments: [Assignment]) {
        for (index, assignment) in assignments.enumerated() {
            if index > 0 { append(", ") }
            append(identifier: assignment.column)
            append(" = ")
            assignment.value.append(to: &self, within: .alone)
        }
    }

    mutating func append(nodes: [Node]) {
        for (index, node) in nodes.enumerated() {
            if index > 0 { append(", ") }
            node.append(to: &self, within: .alone)
        }
    }

    mutating func append(limit: Int?, offset: Int?) {
        if let limit {
            append(" limit ")
            bind(.integer(Int64(limit)))
        } else if offset != nil {
            // SQLite knows no offset without a limit.
            append(" limit ")
            bind(.integer(.max))
        }
        if let offset {
            append(" offset ")
            bind(.integer(Int64(offset)))
        }
        if limit ?? 0 < 0 || offset ?? 0 < 0 { refuse("limit and offset must not be negative", code: .misuse) }
    }
}
