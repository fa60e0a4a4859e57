internal import ApusSQL
import Synchronization

/// A transaction, from its beginning to its end. Its statements run one after the other on the worker's thread.
final class SQLiteTransaction: DatabaseTransaction {
    private enum State {
        case active
        /// SQLite has undone everything, because of the error.
        case undone(DatabaseError)
        case ended
    }

    private let worker: Worker
    private let pool: ConnectionPool
    private let mayWrite: Bool
    /// Changed only on the worker's thread, so that no statement slips in behind the end.
    private let state = Mutex(State.active)

    /// Takes a worker and begins a transaction on it.
    init(_ options: TransactionOptions, on pool: ConnectionPool) async throws(DatabaseError) {
        self.pool = pool
        mayWrite = !options.isReadOnly
        worker = try await pool.lease()
        do throws(DatabaseError) {
            try await worker.perform { [mayWrite] connection, flag throws(DatabaseError) in
                do throws(DatabaseError) {
                    if mayWrite {
                        // The write lock at once: to ask for it later fails when somebody else has written meanwhile.
                        try connection.control("begin immediate", until: .cancellation(flag))
                    } else {
                        // The snapshot is the one of the first read.
                        try connection.control("begin", until: .cancellation(flag))
                        try connection.control("select 1 from sqlite_schema limit 1", until: .cancellation(flag))
                    }
                } catch {
                    connection.rollback()
                    throw error
                }
            }
        } catch {
            pool.release(worker)
            throw error
        }
    }

    func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        do throws(DatabaseError) {
            return try await worker.perform { [self] connection, flag throws(DatabaseError) in
                try checkIsActive()
                do throws(DatabaseError) {
                    return try connection.run(statement, .transaction(mayWrite: mayWrite), until: .cancellation(flag))
                } catch {
                    if connection.isAutocommit { state.withLock { $0 = .undone(error) } }
                    throw error
                }
            }
        } catch {
            var error = error
            error.sql = statement.sql
            throw error
        }
    }

    func commit() async throws(DatabaseError) {
        try await worker.perform(isCancellable: false) { [self] connection, _ throws(DatabaseError) in
            defer { end(connection) }
            try checkIsActive()
            try connection.control("commit")
        }
    }

    func rollback() async {
        // This fails only when the database was closed, which has rolled back.
        try? await worker.perform(isCancellable: false) { [self] connection, _ in
            end(connection)
        }
    }

    /// Undoes what was not committed, and gives the worker back.
    private func end(_ connection: Connection) {
        let wasEnded = state.withLock { state in
            defer { state = .ended }
            return if case .ended = state { true } else { false }
        }
        guard !wasEnded else { return }
        connection.rollback()
        pool.release(worker)
    }

    private func checkIsActive() throws(DatabaseError) {
        switch state.withLock({ $0 }) {
        case .active:
            return
        case .undone(var error):
            error.message = "an earlier error has rolled the transaction back: \(error.message)"
            throw error
        case .ended:
            throw DatabaseError(.closed, message: "the transaction has ended")
        }
    }
}
