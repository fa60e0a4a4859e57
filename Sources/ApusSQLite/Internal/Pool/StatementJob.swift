internal import ApusSQL

/// A statement on its own, outside any transaction, and who waits for it. It is finished exactly once.
final class StatementJob: Sendable {
    typealias Outcome = Result<Rows, DatabaseError>

    let statement: Statement
    let flag: CancellationFlag
    private let finished: @Sendable (Outcome) -> Void

    init(_ statement: Statement, flag: CancellationFlag, finished: @escaping @Sendable (Outcome) -> Void) {
        self.statement = statement
        self.flag = flag
        self.finished = finished
    }

    func finish(_ outcome: Outcome) {
        finished(outcome)
    }

    /// Runs the statement as a transaction of its own.
    func run(on connection: Connection) {
        let outcome = outcome(on: connection)
        connection.rollback()
        finish(outcome)
    }

    /// What the statement gives; it is not told yet.
    func outcome(on connection: Connection) -> Outcome {
        Result { () throws(DatabaseError) in
            guard !flag.isSet else { throw .cancelled(statement) }
            // A query that nobody said reads only may have been sent to a reader to find out.
            let mayWrite = statement.access == .write && connection.mayWrite
            return try connection.run(statement, .single(mayWrite: mayWrite), until: .cancellation(flag))
        }
    }
}

extension DatabaseError {
    static func cancelled(_ statement: Statement? = nil) -> DatabaseError {
        DatabaseError(.cancelled, message: "the task was cancelled before the statement ran", sql: statement?.sql)
    }

    static func closed(_ statement: Statement? = nil) -> DatabaseError {
        DatabaseError(.closed, message: "the database was closed", sql: statement?.sql)
    }
}
