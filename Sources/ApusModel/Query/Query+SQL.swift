public import ApusSQL

extension Query {
    /// The query, without its types.
    public var text: SelectText { SelectText(query: self, access: .read, tables: [], table: Root.schema.name) }

    /// Reads a row.
    public func decode(_ row: Row) throws(DatabaseError) -> Root { try Root(row: row, from: 0) }

    /// The query as a statement for its first row. Without an order any row will do, and a tie-breaker would only mislead
    /// the planner.
    func firstStatement(_ builder: consuming StatementBuilder) throws(DatabaseError) -> Statement {
        let isAnyRow = orders.isEmpty && !isCut
        let first = limit(min(limit ?? 1, 1))
        first.appendSelect(to: &builder, isAnyRow: isAnyRow)
        return try builder.checked(.read, table: Root.schema.name)
    }

    func countStatement(_ builder: consuming StatementBuilder) throws(DatabaseError) -> Statement {
        if isCut {
            builder.append("select count(*) from (select 1 from ")
            appendSource(to: &builder)
            builder.append(limit: limit, offset: offset)
            builder.append(") as rows")
        } else {
            builder.append("select count(*) from ")
            appendSource(to: &builder)
        }
        return try builder.checked(.read, table: Root.schema.name)
    }

    func existsStatement(_ builder: consuming StatementBuilder) throws(DatabaseError) -> Statement {
        builder.append("select exists (select 1 from ")
        appendSource(to: &builder)
        builder.append(limit: limit, offset: offset)
        builder.append(")")
        return try builder.checked(.read, table: Root.schema.name)
    }

    func deleteStatement(
        _ builder: consuming StatementBuilder,
        returning columns: [Node] = []
    ) throws(DatabaseError) -> Statement {
        try checkIntent("delete")
        builder.append("delete from ")
        builder.append(identifier: Root.schema.name)
        appendScope(to: &builder)
        builder.append(returning: columns)
        return try builder.checked(.write, table: Root.schema.name)
    }

    func updateStatement(
        _ assignments: [Assignment],
        _ builder: consuming StatementBuilder,
        returning columns: [Node] = []
    ) throws(DatabaseError) -> Statement {
        try checkIntent("update")
        builder.append("update ")
        builder.append(identifier: Root.schema.name)
        builder.append(" set ")
        builder.append(assignments)
        appendScope(to: &builder)
        builder.append(returning: columns)
        return try builder.checked(.write, table: Root.schema.name)
    }

    private var isCut: Bool { limit != nil || offset != nil }

    private func appendSelect(to builder: inout StatementBuilder, isAnyRow: Bool = false) {
        builder.append(Root.schema.statements(in: builder.dialect).select)
        appendCondition(to: &builder)
        if !isAnyRow { appendOrder(to: &builder) }
        builder.append(limit: limit, offset: offset)
    }

    private func appendSource(to builder: inout StatementBuilder) {
        builder.append(identifier: Root.schema.name)
        appendCondition(to: &builder)
    }

    private func appendCondition(to builder: inout StatementBuilder) {
        let scope = Root.schema.scope(alias: nil, Root.self, includesDeleted: includesDeleted, in: &builder)
        guard let condition = scope.map({ scope in condition.map { scope && $0 } ?? scope }) ?? condition else {
            return
        }
        builder.append(" where ")
        condition.node.append(to: &builder, within: .alone)
    }

    // Neither `update` nor `delete` has an order or a limit of its own on every database.
    private func appendScope(to builder: inout StatementBuilder) {
        guard isCut else { return appendCondition(to: &builder) }
        let identifiers = Root.schema.identifiers
        builder.append(" where ")
        if identifiers.count > 1 { builder.append("(") }
        builder.append(identifiers)
        if identifiers.count > 1 { builder.append(")") }
        builder.append(" in (select ")
        builder.append(identifiers)
        builder.append(" from ")
        appendSource(to: &builder)
        appendOrder(to: &builder)
        builder.append(limit: limit, offset: offset)
        builder.append(")")
    }

    private func appendOrder(to builder: inout StatementBuilder) {
        let orders = orders + (isCut && !isOrderTotal ? Root.schema.identifiers.map { Self.order(by: $0) } : [])
        guard !orders.isEmpty else { return }
        builder.append(" ")
        builder.append(orders: orders)
    }

    private static func order(by column: ColumnSchema) -> Order {
        Order(.column(.record(Root.self), column.name), isNullable: false, isDescending: false)
    }

    /// Whether no two rows are equal in the order, so that it needs no tie-breaker.
    private var isOrderTotal: Bool {
        orders.contains { order in
            Root.schema.columns.contains { column in
                column.name == order.column
                    && (column.isIdentifier && Root.schema.identifiers.count == 1
                        || column.isUnique && !column.isNullable)
            }
        }
    }

    private func checkIntent(_ verb: String) throws(DatabaseError) {
        guard condition == nil, !isCut, !isAllMeant else { return }
        throw DatabaseError(
            .misuse,
            message: "this would \(verb) every row: say \(Root.self).all when you mean that",
            table: Root.schema.name
        )
    }
}

extension Query: QueryText {
    func append(to builder: inout StatementBuilder) { appendSelect(to: &builder) }
}

extension StatementBuilder {
    mutating func append(_ columns: [ColumnSchema]) {
        for (index, column) in columns.enumerated() {
            if index > 0 { append(", ") }
            append(identifier: column.name)
        }
    }

    mutating func append(returning columns: [Node]) {
        guard !columns.isEmpty else { return }
        append(" returning ")
        append(nodes: columns)
    }

    /// The finished statement, unless it was refused, or has more values than the database can bind.
    consuming func checked(_ access: Statement.Access, table: String? = nil) throws(DatabaseError) -> Statement {
        if var refusal {
            refusal.table = refusal.table ?? table
            throw refusal
        }
        let maximum = dialect.maximumBindings
        guard bindings.count <= maximum else {
            throw DatabaseError(
                .misuse,
                message: """
                    the statement has \(bindings.count) values, \(dialect.name) takes \(maximum) at most: \
                    run it for fewer at a time
                    """,
                table: table
            )
        }
        return statement(access)
    }
}
