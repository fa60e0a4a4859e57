import ApusSQL

/// A table in a query's `from` clause.
struct Source: Sendable {
    enum Join: String, Sendable {
        case first = ""
        case inner = " join "
        case left = " left join "
        case right = " right join "
        case full = " full join "
    }

    var join = Join.first
    let record: any Record.Type
    /// The name that the query gives the table.
    var alias: String?
    /// The common table expression that it is, if it is none of the database's own tables.
    var table: CommonTableText?
    var condition: Condition?
    /// Whether a join may leave it out.
    var isOptional = false
    /// Whether rows count that are deleted only softly.
    var includesDeleted = false

    var isNamed: Bool { alias != nil }

    var tables: [CommonTableText] { table.map { [$0] } ?? [] }

    /// Where the statement asks for the rows of the tenant that are not deleted.
    enum ScopePlace {
        case whereClause
        /// In the join's own condition.
        case join
        /// In a query that stands in the table's place.
        case table
    }

    var scopePlace: ScopePlace {
        guard isOptional else { return .whereClause }
        // The `where` clause would drop the rows for which a join has none of this table. The condition of an inner or left
        // join keeps rows of this table out; that of a right or full join does not, and the first table has none.
        return join == .inner || join == .left ? .join : .table
    }

    /// What the model always asks for: rows of the tenant, that are not deleted.
    func scope(in builder: inout StatementBuilder) -> Condition? {
        scope(alias: alias, in: &builder)
    }

    private func scope(alias: String?, in builder: inout StatementBuilder) -> Condition? {
        guard table == nil, let model = record as? any Model.Type else { return nil }
        return model.schema.scope(alias: alias, record, includesDeleted: includesDeleted, in: &builder)
    }

    func append(to builder: inout StatementBuilder) {
        builder.append(join.rawValue)
        appendTable(to: &builder)
        guard join != .first else { return }
        var condition = condition
        if scopePlace == .join, let scope = scope(in: &builder) { condition = condition.map { scope && $0 } ?? scope }
        builder.append(" on ")
        (condition?.node ?? .constant(true)).append(to: &builder, within: .alone)
    }

    private func appendTable(to builder: inout StatementBuilder) {
        let name = table?.name ?? record.tableName ?? alias ?? ""
        if scopePlace == .table, let scope = scope(alias: nil, in: &builder) {
            builder.append("(select * from ")
            builder.append(identifier: name)
            builder.append(" where ")
            scope.node.append(to: &builder, within: .alone)
            builder.append(") as ")
            return builder.append(identifier: alias ?? name)
        }
        builder.append(identifier: name)
        guard let alias, alias != table?.name else { return }
        builder.append(" as ")
        builder.append(identifier: alias)
    }
}
