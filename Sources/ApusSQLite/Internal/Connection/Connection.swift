internal import ApusSQL
internal import CSQLite3

/// A handle of the SQLite library, opened without its mutexes.
///
/// Sendable although it is mutable: it is used only by whoever holds the lease of its ``Worker``. There is one lease, it
/// changes hands under the mutex of the ``ConnectionPool`` or of the worker's mailbox, and so all that one holder did
/// happened before what the next one does.
final class Connection: @unchecked Sendable {
    /// What a connection is for.
    enum Role: Sendable {
        case writer
        case reader
        case memory
    }

    /// How a statement is run.
    enum Mode {
        /// On its own.
        case single(mayWrite: Bool)
        /// As a part of the transaction that the connection is in.
        case transaction(mayWrite: Bool)
    }

    /// How long a statement may hold up a thread that others need.
    private static let briefly = Duration.microseconds(250)

    let handle: OpaquePointer
    /// Whether it is allowed to write at all.
    let mayWrite: Bool
    private let interruption: Interruption
    private let maximumResultSize: Int
    private var cache: StatementCache

    init(handle: OpaquePointer, configuration: SQLiteConfiguration, mayWrite: Bool) {
        self.handle = handle
        self.mayWrite = mayWrite
        interruption = Interruption(busyTimeout: configuration.busyTimeout)
        maximumResultSize = configuration.maximumResultSize
        cache = StatementCache(capacity: configuration.statementCacheSize)
        interruption.attach(to: handle)
    }

    deinit {
        close()
    }

    private var isClosed = false

    /// Whether no transaction is open.
    var isAutocommit: Bool { sqlite3_get_autocommit(handle) != 0 }

    /// Whether a foreign key that is checked at the commit does not hold.
    var hasDeferredViolations: Bool {
        var current: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
        return current != 0
    }

    /// Runs a statement of the driver's own.
    func control(_ sql: StaticString, until limit: Interruption.Limit = .none) throws(DatabaseError) {
        interruption.begin(limit)
        defer { interruption.begin(.none) }
        let statement = Statement(sql: sql.description, access: .write)
        do throws(DatabaseError) {
            let prepared = try cache.statement(statement.sql, on: handle)
            _ = try prepared.run(statement, on: handle, maximumSize: maximumResultSize)
        } catch {
            throw told(error)
        }
    }

    /// Compiles a statement, or finds it compiled.
    func prepare(_ statement: Statement) throws(DatabaseError) -> PreparedStatement {
        try cache.statement(statement.sql, on: handle)
    }

    /// Runs a statement of a caller.
    func run(
        _ statement: Statement,
        _ mode: Mode,
        until limit: Interruption.Limit
    ) throws(DatabaseError) -> Rows {
        interruption.begin(limit)
        defer { interruption.begin(.none) }
        do throws(DatabaseError) {
            let prepared = try prepare(statement)
            try check(prepared, statement, mode)
            let start = prepared.isSlow ? ContinuousClock.now : nil
            let rows = try prepared.run(statement, on: handle, maximumSize: maximumResultSize)
            if let start { prepared.isSlow = ContinuousClock.now - start > Self.briefly }
            return rows
        } catch {
            throw told(error)
        }
    }

    /// Runs a statement that reads, unless that takes too long for the calling thread.
    ///
    /// - Returns: Nil when the statement needs a thread of its own. It has had no effect then.
    func runBriefly(_ statement: Statement) -> Result<Rows, DatabaseError>? {
        interruption.begin(.instant(.now + Self.briefly))
        defer { interruption.begin(.none) }
        do throws(DatabaseError) {
            let prepared = try prepare(statement)
            guard !prepared.isSlow else { return nil }
            try check(prepared, statement, .single(mayWrite: false))
            do throws(DatabaseError) {
                return .success(try prepared.run(statement, on: handle, maximumSize: maximumResultSize))
            } catch {
                if interruption.hasFired { prepared.isSlow = true }
                throw error
            }
        } catch {
            return interruption.hasFired ? nil : .failure(error)
        }
    }

    private func check(_ prepared: PreparedStatement, _ statement: Statement, _ mode: Mode) throws(DatabaseError) {
        let message: String
        switch (prepared.kind, mode) {
        case (.transactionControl, _):
            message = "transactions are begun and ended by Database.transaction(_:_:), not by statements"
        case (.savepoint, .single):
            message = "a savepoint needs a transaction: use Database.transaction(_:_:)"
        case (_, .single(mayWrite: false)) where !prepared.isReadOnly:
            message = "the statement was said to read only, but it writes"
        case (_, .transaction(mayWrite: false)) where !prepared.isReadOnly:
            message = "the transaction reads only, but the statement writes"
        default:
            return
        }
        throw DatabaseError(.misuse, message: message, sql: statement.sql)
    }

    /// A statement that was stopped because its caller was cancelled says so.
    private func told(_ error: DatabaseError) -> DatabaseError {
        guard interruption.hasFired else { return error }
        var error = error
        error.code = .cancelled
        error.message = "the task was cancelled while the statement ran"
        return error
    }

    /// Leaves any transaction.
    func rollback() {
        guard !isAutocommit else { return }
        try? control("rollback")
    }

    /// Closes the handle. Nothing else may be called afterwards.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        cache.removeAll()
        sqlite3_progress_handler(handle, 0, nil, nil)
        sqlite3_close_v2(handle)
    }
}
