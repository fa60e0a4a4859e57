import ApusSQL

/// An insert of many rows, in as many statements as the database's limits ask for.
struct BulkInsert {
    // More rows in one statement gain nothing measurable, and cost memory in the database.
    private static let maximumRows = 1_000

    /// What happens to a row that exists already.
    enum Conflict {
        /// It is an error.
        case fail
        /// The row with the same id gets the new values.
        case replace
        /// The row with the same values in these columns gets what is assigned.
        case custom([Node], [Assignment])
    }

    private let rows: [[SQLValue]]
    private let columns: [Int]
    private let conflict: Conflict
    private let schema: TableSchema
    private let dialect: any Dialect
    private let rowsPerStatement: Int

    /// - Parameters:
    ///   - rows: The values of every column for each row, timestamps and version already set.
    ///   - columns: The positions of the columns that are inserted, one at least.
    ///   - conflict: What happens to a row that exists already.
    init(
        _ rows: [[SQLValue]],
        columns: [Int],
        conflict: Conflict,
        schema: TableSchema,
        dialect: any Dialect
    ) throws(DatabaseError) {
        self.rows = rows
        self.columns = columns
        self.conflict = conflict
        self.schema = schema
        self.dialect = dialect
        rowsPerStatement = min(Self.maximumRows, dialect.maximumBindings / max(1, columns.count))
        guard rowsPerStatement > 0 else {
            throw DatabaseError(
                .unsupported,
                message: "a row has \(columns.count) values, \(dialect.name) takes \(dialect.maximumBindings) at most",
                table: schema.name
            )
        }
    }

    /// How many statements there are; when there are several, they belong into one transaction.
    var statementCount: Int { (rows.count + rowsPerStatement - 1) / rowsPerStatement }

    /// Runs the statements, one after the other.
    ///
    /// - Returns: How many rows were inserted or changed.
    func run(on db: Database) async throws(DatabaseError) -> Int {
        var count = 0
        var sql = ""
        var sqlRowCount = 0
        for start in stride(from: 0, to: rows.count, by: rowsPerStatement) {
            let chunk = rows[start..<min(start + rowsPerStatement, rows.count)]
            if case .custom(let target, let assignments) = conflict {
                var builder = db.builder()
                append(chunk, to: &builder)
                builder.append(conflict: target, assignments)
                count += try await db.run(builder.checked(.write, table: schema.name)).affectedCount
                continue
            }
            if chunk.count != sqlRowCount { (sql, sqlRowCount) = (text(of: chunk), chunk.count) }
            var bindings: [SQLValue] = []
            bindings.reserveCapacity(chunk.count * columns.count)
            for row in chunk {
                for column in columns { bindings.append(row[column]) }
            }
            count += try await db.run(Statement(sql: sql, bindings: bindings, access: .write)).affectedCount
        }
        return count
    }

    /// The text for as many rows, whatever their values are.
    private func text(of chunk: ArraySlice<[SQLValue]>) -> String {
        var sql = StatementBuilder(dialect: dialect)
        append(chunk, to: &sql)
        if case .replace = conflict { appendConflict(to: &sql) }
        return sql.sql
    }

    private func append(_ chunk: ArraySlice<[SQLValue]>, to sql: inout StatementBuilder) {
        sql.append("insert into ")
        sql.append(identifier: schema.name)
        sql.append(" (")
        sql.append(columns.map { schema.columns[$0] })
        sql.append(") values ")
        for (index, row) in chunk.enumerated() {
            sql.append(index == 0 ? "(" : ", (")
            for (index, column) in columns.enumerated() {
                if index > 0 { sql.append(", ") }
                sql.bind(row[column])
            }
            sql.append(")")
        }
    }

    private func appendConflict(to sql: inout StatementBuilder) {
        sql.append(" on conflict (")
        sql.append(schema.identifiers)
        let changing = schema.columns.filter { !$0.isIdentifier && $0.timestamp != .created }
        let compared = changing.filter { !$0.isVersion && $0.timestamp == nil }
        guard !compared.isEmpty else { return sql.append(") do nothing") }
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
        for column in compared {
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

extension StatementBuilder {
    /// Appends what happens to a row that has the same values as one that exists.
    fileprivate mutating func append(conflict target: [Node], _ assignments: [Assignment]) {
        append(" on conflict (")
        append(nodes: target)
        append(") do ")
        guard !assignments.isEmpty else { return append("nothing") }
        append("update set ")
        qualified { $0.append(assignments) }
    }
}
