import ApusSQL

extension Statement {
    static let commit = Statement(sql: "commit", access: .write)
    static let rollback = Statement(sql: "rollback", access: .write)

    static func begin(_ options: TransactionOptions) -> Statement {
        var sql = "begin"
        if let isolation = options.isolation { sql += " isolation level \(isolation.rawValue)" }
        if options.isReadOnly { sql += " read only" }
        return Statement(sql: sql, access: .write)
    }

    /// Sets a transaction's timeouts, until it ends; nil when it has none of its own.
    static func limits(_ options: TransactionOptions) -> Statement? {
        let limits = [("statement_timeout", options.statementTimeout), ("lock_timeout", options.lockTimeout)]
        let settings = limits.compactMap { name, limit in
            // Zero would mean no limit.
            limit.map { "set_config('\(name)', '\(max(1, $0.roundedUp(to: .milliseconds(1))))', true)" }
        }
        guard !settings.isEmpty else { return nil }
        return Statement(sql: "select \(settings.joined(separator: ", "))", access: .write)
    }
}
