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
}
