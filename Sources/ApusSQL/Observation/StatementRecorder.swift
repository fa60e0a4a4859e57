import Synchronization

/// Remembers the SQL of every statement that a ``Database`` runs: how a test shows that a page costs two statements and
/// not two hundred.
///
/// ```swift
/// let recorder = StatementRecorder()
/// let db = database.observed(by: recorder)
/// _ = try await countries.list(db)
/// #expect(recorder.statements.count == 2)
/// ```
public final class StatementRecorder: StatementObserver {
    private let recorded = Mutex<[String]>([])

    /// Makes an empty recorder.
    public init() {}

    /// The SQL of the statements so far, in the order in which they ended.
    public var statements: [String] { recorded.withLock { $0 } }

    /// Forgets the statements so far.
    public func reset() {
        recorded.withLock { $0.removeAll() }
    }

    /// Remembers a statement.
    public func didRun(_ statement: Statement, for duration: Duration, result: Result<Rows, DatabaseError>) {
        recorded.withLock { $0.append(statement.sql) }
    }
}
