/// Is told of every statement that a ``Database`` runs: for logs, metrics, and tests that count statements.
public protocol StatementObserver: Sendable {
    /// Called after a statement has ended, on the task that ran it. It should return at once.
    ///
    /// - Parameters:
    ///   - statement: The statement; its bindings are secret and do not belong in a log.
    ///   - duration: How long the caller waited for it.
    ///   - result: The rows, or why there are none.
    func didRun(_ statement: Statement, for duration: Duration, result: Result<Rows, DatabaseError>)
}
