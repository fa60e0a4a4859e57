import ApusSQL

extension DatabaseError {
    static func closed(sql: String?) -> DatabaseError {
        DatabaseError(.closed, message: "the database is closed", sql: sql)
    }

    static func transactionEnded(sql: String?) -> DatabaseError {
        DatabaseError(.closed, message: "the transaction has ended", sql: sql)
    }

    static func cancelled(sql: String?) -> DatabaseError {
        DatabaseError(.cancelled, message: "the task was cancelled", sql: sql)
    }

    static func connectionLost(_ reason: String, sql: String?) -> DatabaseError {
        DatabaseError(
            .connectionLost,
            message: "the connection broke, and what became of the statement is not known: \(reason)",
            sql: sql
        )
    }

    /// - Parameter holders: What the connections are used for.
    static func poolTimeout(_ limit: Duration, holders: [String]) -> DatabaseError {
        var message = "no connection came free within \(limit)"
        if !holders.isEmpty { message += "; the connections are held by " + holders.joined(separator: ", by ") }
        return DatabaseError(.poolTimeout, message: message)
    }

    /// A commit that the server turned into a rollback.
    ///
    /// - Parameter failure: The error in the transaction that made it do so.
    static func undone(by failure: DatabaseError?) -> DatabaseError {
        DatabaseError(
            failure?.code ?? .other,
            message: "the transaction was rolled back, because a statement in it had failed: "
                + (failure?.message ?? "it is not known which"),
            state: failure?.state,
            sql: failure?.sql,
            constraint: failure?.constraint,
            table: failure?.table,
            column: failure?.column
        )
    }

    /// The same error for another statement.
    func with(sql: String?) -> DatabaseError {
        var error = self
        error.sql = sql
        return error
    }
}
