import ApusSQL

/// A table in a query's `from` clause.
struct Source: Sendable {
    enum Join: String, Sendable {
        case first = ""
        case inner = " join "
        case left = " left join "
        case right = " right join "
        case full = " full join "
        case cross = " cross join "
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

    /// What the model always asks for: rows of the tenant, that are not deleted.
    func scope(in builder: inout StatementBuilder) -> Condition? {
        guard table == nil, let model = record as? any Model.Type else { return nil }
        return model.schema.scope(alias: alias, record, includesDeleted: includesDeleted, in: &builder)
    }

    func append(to builder: inout StatementBuilder) {
        builder.append(join.rawValue)
        builder.append(identifier: table?.name ?? record.tableName ?? alias ?? "")
        if let alias, alias != table?.name {
            builder.append(" as ")
            builder.append(identifier: alias)
        }
        guard join != .first, join != .cross else { return }
        var condition = condition
        if isOptional, let scope = scope(in: &builder) { condition = condition.map { scope && $0 } ?? scope }
        builder.append(" on ")
        (condition?.node ?? .constant(true)).append(to: &builder, within: .alone)
    }
}
