import ApusSQL

/// An insert of many rows, in as many statements as the database's limits ask for.
struct BulkInsert<Root: Model> {
    // More rows in one statement gain nothing measurable, and cost memory in the database.
    private static var maximumRows: Int { 1_000 }

    /// What happens to a row that exists already.
    enum Conflict {
        /// It is an error.
        case fail
        /// The row with the same id gets the new values.
        case replace
        /// The row with the same values in these columns gets what is assigned.
        case custom([Node], [Assignment])

        var isFailure: Bool { if case .fail = self { true } else { false } }
    }

    private let rows: [[SQLValue]]
    private let columns: [Int]
    private let conflict: Conflict
    private let dialect: any Dialect
    private let rowsPerStatement: Int
    /// Whether rows of other tenants must stay as they are.
    private let isWithinTenant: Bool

    private var schema: TableSchema { Root.schema }

    /// - Parameters:
    ///   - rows: The values of every column for each row, timestamps and version already set.
    ///   - columns: The positions of the columns that are inserted, one at least.
    ///   - conflict: What happens to a row that exists already.
    init(
        _ rows: [[SQLValue]],
        columns: [Int],
        conflict: Conflict,
        type: Root.Type,
        on database: Database
    ) throws(DatabaseError) {
        let (schema, dialect) = (Root.schema, database.dialect)
        self.rows = rows
        self.columns = columns
        self.conflict = conflict
        self.dialect = dialect
        isWithinTenant = schema.tenantIndex != nil && database.tenantScope != .all
        rowsPerStatement = min(Self.maximumRows, dialect.maximumBindings / max(1, columns.count))
        guard rowsPerStatement > 0 else {
            throw DatabaseError(
                .unsupported,
                message: "a row has \(columns.count) values, \(dialect.name) takes \(dialect.maximumBindings) at most",
                table: schema.name
            )
        }
    }

    /// Whether something may fail when something else is done already.
    var needsTransaction: Bool {
        if isWithinTenant, !rows.isEmpty, !conflict.isFailure { return true }
        return rows.count > rowsPerStatement
    }

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
                append(conflict: target, assignments, to: &builder)
                let changed = try await db.run(builder.checked(.write, table: schema.name)).affectedCount
                // Every row is inserted or changed, except over a row of another tenant.
                if isWithinTenant, !assignments.isEmpty, changed < chunk.count { throw Self.taken() }
                count += changed
                continue
            }
            if chunk.count != sqlRowCount { (sql, sqlRowCount) = (text(of: chunk), chunk.count) }
            var bindings: [SQLValue] = []
            bindings.reserveCapacity(chunk.count * columns.count)
            for row in chunk {
                for column in columns { bindings.append(row[column]) }
            }
            let changed = try await db.run(Statement(sql: sql, bindings: bindings, access: .write)).affectedCount
            if isWithinTenant, changed < chunk.count, try await isTaken(chunk, on: db) { throw Self.taken() }
            count += changed
        }
        return count
    }

    /// Whether the id of a row is another tenant's. Rows that stay the same are not counted either, so it must be asked.
    private func isTaken(_ chunk: ArraySlice<[SQLValue]>, on db: Database) async throws(DatabaseError) -> Bool {
        guard case .one(let tenant) = db.tenantScope, let tenantIndex = schema.tenantIndex else { return false }
        let owner = Node.column(.record(Root.self), schema.columnNames[tenantIndex])
        // SQLite's expressions must not be deeper than 1,000.
        for start in stride(from: chunk.startIndex, to: chunk.endIndex, by: 200) {
            let keys = chunk[start..<min(start + 200, chunk.endIndex)].map { row in
                Root.key(schema.identifierIndexes.map { row[$0] })
            }
            let foreign = Root.where { _ in .any(keys) && Condition(.compare(owner, .distinct, .value(tenant))) }
            var statement = try foreign.withDeleted.existsStatement(db.acrossTenants.builder())
            statement.access = .write
            if try await db.run(statement).first?.decode(Bool.self, at: 0) == true { return true }
        }
        return false
    }

    private static func taken() -> DatabaseError {
        DatabaseError(
            .uniqueViolation,
            message: "\(Root.schema.name) has such a row already, which belongs to another tenant",
            table: Root.schema.name
        )
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
        if isWithinTenant {
            sql.append(" where ")
            appendTenantCondition(to: &sql)
            separator = " and ("
        }
        for column in compared {
            sql.append(separator)
            sql.append(identifier: schema.name)
            sql.append(".")
            sql.append(identifier: column.name)
            sql.append(" is distinct from excluded.")
            sql.append(identifier: column.name)
            separator = " or "
        }
        if isWithinTenant { sql.append(")") }
    }

    /// Appends what happens to a row that has the same values as one that exists.
    private func append(conflict target: [Node], _ assignments: [Assignment], to sql: inout StatementBuilder) {
        sql.append(" on conflict (")
        sql.append(nodes: target)
        sql.append(") do ")
        guard !assignments.isEmpty else { return sql.append("nothing") }
        sql.append("update set ")
        sql.qualified { $0.append(assignments) }
        guard isWithinTenant else { return }
        sql.append(" where ")
        appendTenantCondition(to: &sql)
    }

    /// The row that exists belongs to the tenant of the one that was to be inserted.
    private func appendTenantCondition(to sql: inout StatementBuilder) {
        guard let index = schema.tenantIndex else { return }
        sql.append(identifier: schema.name)
        sql.append(".")
        sql.append(identifier: schema.columnNames[index])
        sql.append(" = excluded.")
        sql.append(identifier: schema.columnNames[index])
    }
}
