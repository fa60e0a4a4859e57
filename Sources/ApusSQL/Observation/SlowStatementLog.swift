public import Logging

/// Logs the statements that take long: their SQL, never their values.
///
/// ```swift
/// let db = database.observed(by: SlowStatementLog(logger, threshold: .milliseconds(200)))
/// ```
public struct SlowStatementLog: StatementObserver {
    private let logger: Logger
    private let threshold: Duration

    /// Makes a log.
    ///
    /// - Parameters:
    ///   - logger: Gets a warning for each slow statement, with the metadata `sql`, `milliseconds`, `rows` and `error`.
    ///   - threshold: How long a statement may take, waiting for a connection included.
    public init(_ logger: Logger, threshold: Duration = .milliseconds(500)) {
        self.logger = logger
        self.threshold = threshold
    }

    /// Logs the statement if it was slow.
    public func didRun(_ statement: Statement, for duration: Duration, result: Result<Rows, DatabaseError>) {
        guard duration >= threshold else { return }
        var metadata: Logger.Metadata = [
            "sql": "\(statement.sql)",
            "milliseconds": "\(Int(duration / .milliseconds(1)))",
        ]
        switch result {
        case .success(let rows): metadata["rows"] = "\(rows.count)"
        case .failure(let error): metadata["error"] = "\(error.code)"
        }
        logger.warning("slow statement", metadata: metadata)
    }
}
