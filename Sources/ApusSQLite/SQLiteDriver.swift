public import ApusSQL

/// A SQLite database: one connection that writes, and several that read beside it.
///
/// The database keeps a write-ahead log, so that readers see what was committed last and wait for nobody. Whatever writes
/// waits in line for the one writer; statements outside transactions that wait there together share a commit. Foreign
/// keys are enforced.
///
/// ```swift
/// let db = Database(try await SQLiteDriver(.file("atlas.sqlite")))
/// ```
///
/// Statements act on whichever connection is free. What belongs to one connection (a temporary table, most pragmas,
/// `last_insert_rowid()`) is reliable only within a transaction.
public final class SQLiteDriver: DatabaseDriver {
    /// SQLite's dialect.
    public let dialect: any Dialect = SQLiteDialect()

    private let writers: ConnectionPool
    let readers: ConnectionPool
    private let runsShortReadsOnCaller: Bool
    private let queries = QueryMemory()

    /// Opens a database; makes its file when there is none.
    ///
    /// - Parameter configuration: Where the data is, and how the connections behave.
    /// - Throws: ``DatabaseError`` with the code `storage` when the file cannot be opened or is no database, `busy` when
    ///   another process keeps it locked, `misuse` when the configuration cannot work.
    public init(_ configuration: SQLiteConfiguration) async throws(DatabaseError) {
        try configuration.validate()
        runsShortReadsOnCaller = configuration.runsShortReadsOnCaller
        let timeout = configuration.acquireTimeout
        switch configuration.location {
        case .memory, .sharedMemory:
            let worker = try await Worker.start(configuration, as: .memory)
            writers = ConnectionPool([worker], writes: true, acquireTimeout: timeout)
            readers = writers
        case .file:
            let writer = try await Worker.start(configuration, as: .writer)
            writers = ConnectionPool([writer], writes: true, acquireTimeout: timeout)
            var workers: [Worker] = []
            do throws(DatabaseError) {
                for _ in 0..<configuration.readerCount {
                    workers.append(try await Worker.start(configuration, as: .reader))
                }
            } catch {
                for worker in workers { worker.stop(tidyingUp: false) {} }
                throw error
            }
            readers = ConnectionPool(workers, writes: false, acquireTimeout: timeout)
        }
    }

    /// Runs one statement on its own.
    ///
    /// A query runs on a reader, also when nobody said that it only reads.
    public func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        guard !Task.isCancelled else { throw .cancelled(statement) }
        if statement.access == .read { return try await read(statement) }
        guard queries.readsOnly(statement.sql) else { return try await writers.run(statement) }
        do throws(DatabaseError) {
            return try await read(statement)
        } catch  where error.code == .misuse || error.code == .invalidStatement {
            // It writes after all, or it is about a temporary table, or it is wrong on the writer too.
            queries.writes(statement.sql)
            return try await writers.run(statement)
        }
    }

    private func read(_ statement: Statement) async throws(DatabaseError) -> Rows {
        guard runsShortReadsOnCaller, let worker = readers.takeIdle() else { return try await readers.run(statement) }
        guard let result = worker.connection.runBriefly(statement) else {
            return try await readers.run(statement, on: worker)
        }
        readers.release(worker)
        return try result.get()
    }

    /// Begins a transaction. One that writes has the write lock from the beginning; one that reads only has a reader and
    /// sees the database as it is now until it ends. Both are serializable.
    public func begin(_ options: TransactionOptions) async throws(DatabaseError) -> any DatabaseTransaction {
        guard !Task.isCancelled else { throw .cancelled() }
        return try await SQLiteTransaction(options, on: options.isReadOnly ? readers : writers)
    }

    /// Closes the database: what runs or waits may finish, and is interrupted after the acquire timeout.
    public func close() async {
        readers.refuseNewcomers()
        writers.refuseNewcomers()
        await readers.close()
        await writers.close()
    }
}
