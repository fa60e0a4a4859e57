import ApusModel

/// A dialect that is nobody's, for tests of texts.
struct PlainDialect: Dialect {
    var maximumBindings = 1_000
    var name: String { "plain" }
    var tableOptions: String { "" }
    var schemaLock: SQL? { nil }

    func writePlaceholder(_ position: Int, into sql: inout String) {
        sql += "$\(position)"
    }

    func columnType(_ type: SQLType, isGenerated: Bool) -> String {
        isGenerated ? "serial" : "\(type)"
    }

    func writeContains(
        _ builder: inout StatementBuilder,
        subject: (inout StatementBuilder) -> Void,
        part: (inout StatementBuilder) -> Void
    ) {
        builder.append("contains(")
        subject(&builder)
        builder.append(", ")
        part(&builder)
        builder.append(")")
    }

    func writeLowercased(_ builder: inout StatementBuilder, subject: (inout StatementBuilder) -> Void) {
        builder.append("lower(")
        subject(&builder)
        builder.append(")")
    }
}

extension Query {
    /// The query's text after its columns and table.
    var tail: String {
        let sql = sql(in: PlainDialect())
        let head = Root.all.sql(in: PlainDialect())
        return sql.hasPrefix(head) ? String(sql.dropFirst(head.count)) : sql
    }
}
