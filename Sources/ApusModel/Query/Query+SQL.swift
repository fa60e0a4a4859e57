public import ApusSQL

extension Query {
    /// The query as SQL, with placeholders for its values: for tests, logs and curiosity.
    ///
    /// - Parameter dialect: The dialect of the database, `db.dialect`.
    public func sql(in dialect: any Dialect) -> String {
        var builder = StatementBuilder(dialect: dialect)
        appendSelect(to: &builder)
        return builder.sql
    }

    /// The query as a statement.
    ///
    /// - Parameter dialect: The dialect of the database, `db.dialect`.
    /// - Throws: `DatabaseError` with the code `misuse` when the limit or offset is negative, or there are more values than
    ///   the database can bind.
    public func statement(in dialect: any Dialect) throws(DatabaseError) -> Statement {
        var builder = StatementBuilder(dialect: dialect)
        appendSelect(to: &builder)
        return try finish(builder, .read)
    }

    /// The query as a statement for its first row. Without an order any row will do, and a tie-breaker would only mislead
    /// the planner.
    func firstStatement(in dialect: any Dialect) throws(DatabaseError) -> Statement {
        let isAnyRow = orders.isEmpty && !isCut
        let first = limit(min(limit ?? 1, 1))
        var builder = StatementBuilder(dialect: dialect)
        first.appendSelect(to: &builder, isAnyRow: isAnyRow)
        return try first.finish(builder, .read)
    }

    func countStatement(in dialect: any Dialect) throws(DatabaseError) -> Statement {
        var builder = StatementBuilder(dialect: dialect)
        if isCut {
            builder.append("select count(*) from (select 1 from ")
            appendSource(to: &builder)
            appendCut(to: &builder)
            builder.append(") as rows")
        } else {
            builder.append("select count(*) from ")
            appendSource(to: &builder)
        }
        return try finish(builder, .read)
    }

    func existsStatement(in dialect: any Dialect) throws(DatabaseError) -> Statement {
        var builder = StatementBuilder(dialect: dialect)
        builder.append("select exists (select 1 from ")
        appendSource(to: &builder)
        appendCut(to: &builder)
        builder.append(")")
        return try finish(builder, .read)
    }

    func deleteStatement(in dialect: any Dialect) throws(DatabaseError) -> Statement {
        try checkIntent("delete")
        var builder = StatementBuilder(dialect: dialect)
        builder.append("delete from ")
        builder.append(identifier: Root.schema.name)
        appendScope(to: &builder)
        return try finish(builder, .write)
    }

    func updateStatement(
        _ assignments: [Assignment],
        in dialect: any Dialect
    ) throws(DatabaseError) -> Statement {
        try checkIntent("update")
        var builder = StatementBuilder(dialect: dialect)
        builder.append("update ")
        builder.append(identifier: Root.schema.name)
        builder.append(" set ")
        for (index, assignment) in assignments.enumerated() {
            if index > 0 { builder.append(", ") }
            assignment.append(to: &builder)
        }
        appendScope(to: &builder)
        return try finish(builder, .write)
    }

    private var isCut: Bool { limit != nil || offset != nil }

    private func appendSelect(to builder: inout StatementBuilder, isAnyRow: Bool = false) {
        builder.append(Root.schema.statements(in: builder.dialect).select)
        appendCondition(to: &builder)
        if !isAnyRow { appendOrder(to: &builder) }
        appendCut(to: &builder)
    }

    private func appendSource(to builder: inout StatementBuilder) {
        builder.append(identifier: Root.schema.name)
        appendCondition(to: &builder)
    }

    private func appendCondition(to builder: inout StatementBuilder) {
        guard let condition else { return }
        builder.append(" where ")
        condition.expression.append(to: &builder, within: .alone)
    }

    // Neither `update` nor `delete` has an order or a limit of its own on every database.
    private func appendScope(to builder: inout StatementBuilder) {
        guard isCut else { return appendCondition(to: &builder) }
        let identifier = Root.schema.identifier.name
        builder.append(" where ")
        builder.append(identifier: identifier)
        builder.append(" in (select ")
        builder.append(identifier: identifier)
        builder.append(" from ")
        appendSource(to: &builder)
        appendOrder(to: &builder)
        appendCut(to: &builder)
        builder.append(")")
    }

    private func appendOrder(to builder: inout StatementBuilder) {
        var separator = " order by "
        for order in orders {
            builder.append(separator)
            order.append(to: &builder)
            separator = ", "
        }
        guard isCut, !isOrderTotal else { return }
        builder.append(separator)
        builder.append(identifier: Root.schema.identifier.name)
    }

    /// Whether no two rows are equal in the order, so that it needs no tie-breaker.
    private var isOrderTotal: Bool {
        orders.contains { order in
            Root.schema.columns.contains { column in
                column.name == order.column && (column.isIdentifier || column.isUnique && !column.isNullable)
            }
        }
    }

    private func appendCut(to builder: inout StatementBuilder) {
        if let limit {
            builder.append(" limit ")
            builder.bind(.integer(Int64(limit)))
        } else if offset != nil {
            // SQLite knows no offset without a limit.
            builder.append(" limit ")
            builder.bind(.integer(.max))
        }
        if let offset {
            builder.append(" offset ")
            builder.bind(.integer(Int64(offset)))
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

    private func finish(
        _ builder: consuming StatementBuilder,
        _ access: Statement.Access
    ) throws(DatabaseError) -> Statement {
        if limit ?? 0 < 0 || offset ?? 0 < 0 {
            throw DatabaseError(.misuse, message: "limit and offset must not be negative", table: Root.schema.name)
        }
        return try builder.checked(access, table: Root.schema.name)
    }
}

extension StatementBuilder {
    mutating func append(_ columns: [ColumnSchema]) {
        for (index, column) in columns.enumerated() {
            if index > 0 { append(", ") }
            append(identifier: column.name)
        }
    }

    /// The finished statement, unless it has more values than the database can bind.
    consuming func checked(_ access: Statement.Access, table: String) throws(DatabaseError) -> Statement {
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
