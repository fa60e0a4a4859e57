import ApusSQL

/// An insert of many rows, in as many statements as the database's limits ask for.
struct BulkInsert {
    // More rows in one statement gain nothing measurable, and cost memory in the database.
    private static let maximumRows = 1_000

    /// The statements, to be run in one transaction when there are several.
    let statements: [Statement]

    /// - Parameters:
    ///   - rows: The values of every column for each row, timestamps and version already set.
    ///   - columns: The positions of the columns that are inserted.
    ///   - updatesExisting: Whether a row whose id exists already is updated instead.
    init(
        _ rows: [[SQLValue]],
        columns: [Int],
        updatesExisting: Bool,
        schema: TableSchema,
        dialect: any Dialect
    ) throws(DatabaseError) {
        let perStatement = min(Self.maximumRows, dialect.maximumBindings / max(1, columns.count))
        guard perStatement > 0 else {
            throw DatabaseError(
                .unsupported,
                message: "a row has \(columns.count) values, \(dialect.name) takes \(dialect.maximumBindings) at most",
                table: schema.name
            )
        }
        var statements: [Statement] = []
        var start = 0
        while start < rows.count {
            let end = min(start + perStatement, rows.count)
            var sql = StatementBuilder(dialect: dialect)
            sql.append("insert into ")
            sql.append(identifier: schema.name)
            sql.append(" (")
            sql.append(columns.map { schema.columns[$0] })
            sql.append(") values ")
            for index in start..<end {
                sql.append(index == start ? "(" : ", (")
                for (position, column) in columns.enumerated() {
                    if position > 0 { sql.append(", ") }
                    sql.bind(rows[index][column])
                }
                sql.append(")")
            }
            if updatesExisting { Self.appendConflict(schema, to: &sql) }
            statements.append(sql.statement(.write))
            start = end
        }
        self.statements = statements
    }

    private static func appendConflict(_ schema: TableSchema, to sql: inout StatementBuilder) {
        sql.append(" on conflict (")
        sql.append(identifier: schema.identifier.name)
        let changing = schema.columns.filter { !$0.isIdentifier && $0.timestamp != .created }
        guard !changing.isEmpty else { return sql.append(") do nothing") }
        var separator = ") do update set "
        for column in changing {
            sql.append(separator)
            sql.append(identifier: column.name)
            if column.isVersion {
                sql.append(" = ")
                sql.append(identifier: schema.name)
                sql.append(".")
                sql.append(identifier: column.name)
                sql.append(" + 1")
            } else {
                sql.append(" = excluded.")
                sql.append(identifier: column.name)
            }
            separator = ", "
        }
        // A row that stays the same is not written, and not counted; its timestamp and version are kept.
        separator = " where "
        for column in changing where !column.isVersion && column.timestamp == nil {
            sql.append(separator)
            sql.append(identifier: schema.name)
            sql.append(".")
            sql.append(identifier: column.name)
            sql.append(" is distinct from excluded.")
            sql.append(identifier: column.name)
            separator = " or "
        }
    }
}
