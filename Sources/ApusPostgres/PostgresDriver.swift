import ApusCore
public import ApusSQL

/// PostgreSQL, reached through libpq.
///
/// One thread owns all connections, and sends statements in libpq's pipeline mode; tasks only wait. Statements known to
/// read alone (``Statement/Access/read``) that come at the same time share a round trip, when they have shown to be quick;
/// if one of them fails, the others are run again. Every other statement has its connection to itself while it runs, so
/// that no caller's statement waits behind another one's lock.
///
/// When connections break, statements that only read are run again, once, on another; those that may write fail with the
/// code `connectionLost`. While the database cannot be reached, statements fail at once with the code `unreachable`; it is
/// tried again after 0.1 to 2 seconds.
///
/// ```swift
/// let database = Database(try PostgresDriver(PostgresConfiguration(url: "postgres://atlas@localhost/atlas")))
/// ```
public final class PostgresDriver: DatabaseDriver {
    private let inbox: Inbox
    let configuration: PostgresConfiguration
    let listeners = StopSignals()

    /// Makes a driver, and starts its thread. No connection is opened yet.
    ///
    /// - Parameter configuration: Where the database is, and the pool's limits.
    /// - Throws: ``DatabaseError`` with the code `other` when the system allows no further thread or descriptor.
    public init(_ configuration: PostgresConfiguration) throws(DatabaseError) {
        let inbox = try Inbox()
        let poller = try Poller()
        guard poller.add(inbox.wakeDescriptor, token: Reactor.wakeToken) else {
            throw DatabaseError(.other, message: "the inbox's descriptor cannot be watched")
        }
        do throws(DedicatedThread.StartFailure) {
            try DedicatedThread.start(name: "apus-postgres") {
                Reactor(configuration, inbox: inbox, poller: poller).run()
            }
        } catch {
            throw DatabaseError(.other, message: "no thread could be started (errno \(error.errorCode))")
        }
        self.inbox = inbox
        self.configuration = configuration
    }

    deinit {
        listeners.close()
        inbox.send(.close(nil))
    }

    /// ``PostgresDialect``.
    public var dialect: any Dialect { PostgresDialect() }

    /// Runs one statement on its own.
    ///
    /// When the task is cancelled, so is the statement, on the server: a statement that only reads fails at once, another
    /// one as soon as the server has said what became of it.
    ///
    /// - Throws: ``DatabaseError``. After an error the statement has had no effect, except when the code is
    ///   `connectionLost`.
    public func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        try statement.check()
        return try await inbox.perform(Job(.statement, statement))
    }

    /// Leases a connection and begins a transaction on it.
    ///
    /// - Parameter options: How the transaction behaves.
    public func begin(_ options: TransactionOptions) async throws(DatabaseError) -> any DatabaseTransaction {
        let lease = Lease(origin: options.origin)
        _ = try await inbox.perform(Job(.begin, .begin(options), in: lease))
        let transaction = PostgresTransaction(lease, inbox: inbox)
        guard let limits = Statement.limits(options) else { return transaction }
        do throws(DatabaseError) {
            _ = try await transaction.run(limits)
        } catch {
            await transaction.rollback()
            throw error
        }
        return transaction
    }

    /// What the connections are doing now; all zero after the driver was closed.
    public var statistics: PostgresStatistics {
        get async {
            await withCheckedContinuation { continuation in
                if !inbox.send(.statistics(continuation)) { continuation.resume(returning: PostgresStatistics()) }
            }
        }
    }

    /// Closes the database: what waits for a connection fails, what has one may finish, within the configuration's
    /// ``PostgresConfiguration/closeTimeout``. Returns when all connections are closed and the thread is done.
    public func close() async {
        listeners.close()
        await withCheckedContinuation { continuation in
            if !inbox.send(.close(continuation)) { continuation.resume() }
        }
    }
}
