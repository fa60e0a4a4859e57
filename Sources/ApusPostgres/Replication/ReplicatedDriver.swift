public import ApusSQL
import Synchronization

/// A PostgreSQL primary with replicas, of which each is a ``PostgresDriver`` with its own pool.
///
/// Statements that are known to read alone (``Statement/Access/read``) and transactions that only read go to the replicas in
/// turn; everything else, and everything while no replica will do, to the primary. A replica will do when it answers, is not
/// too far behind, and shows what the task's ``ReadSession`` wrote last: so everybody reads their own writes.
///
/// ```swift
/// let database = Database(try ReplicatedDriver(primary: primary, replicas: [first, second]))
/// ```
public final class ReplicatedDriver: DatabaseDriver {
    private let primary: PostgresDriver
    private let replicas: [PostgresDriver]
    private let watch: ReplicaWatch
    private let watcher: Task<Void, Never>
    /// For those who have no session of their own.
    private let common = ReadSession()
    private let turn = Atomic<Int>(0)

    /// Makes a driver, and begins to watch the replicas.
    ///
    /// - Parameters:
    ///   - primary: The server that is written to.
    ///   - replicas: Its replicas.
    ///   - maximumLag: How far a replica may be behind; one that is further is not read from.
    ///   - checkInterval: How often the servers are asked how far they are. A session that has written reads from the primary
    ///     for about as long.
    /// - Throws: ``DatabaseError`` as ``PostgresDriver/init(_:)`` does.
    public init(
        primary: PostgresConfiguration,
        replicas: [PostgresConfiguration],
        maximumLag: Duration = .seconds(10),
        checkInterval: Duration = .milliseconds(250)
    ) throws(DatabaseError) {
        let primary = try PostgresDriver(primary)
        var drivers: [PostgresDriver] = []
        for replica in replicas { drivers.append(try PostgresDriver(replica)) }
        let watch = ReplicaWatch(primary: primary, replicas: drivers, maximumLag: maximumLag)
        self.primary = primary
        self.replicas = drivers
        self.watch = watch
        watcher = Task { await watch.run(every: checkInterval) }
    }

    deinit {
        watcher.cancel()
    }

    /// ``PostgresDialect``.
    public var dialect: any Dialect { PostgresDialect() }

    /// For how long each replica may have been behind, in the order of the initializer's list; nil for one of which nothing
    /// is known, because it does not answer or was not asked yet.
    public var lags: [Duration?] { watch.lags }

    /// Runs a statement: on a replica when it only reads and one will do, else on the primary.
    ///
    /// When a replica cannot be reached, the primary answers instead.
    public func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        guard statement.access == .read else {
            // Also after an error: of a connection that broke nobody knows what it did.
            defer { session.noteWrite() }
            return try await primary.run(statement)
        }
        guard let replica else { return try await primary.run(statement) }
        do throws(DatabaseError) {
            return try await replica.run(statement)
        } catch {
            guard Self.isReplicasOwn(error) else { throw error }
            return try await primary.run(statement)
        }
    }

    /// Begins a transaction: on a replica when it only reads and one will do, else on the primary.
    public func begin(_ options: TransactionOptions) async throws(DatabaseError) -> any DatabaseTransaction {
        // A replica cannot make serializable transactions.
        guard options.isReadOnly, options.isolation != .serializable else {
            return NotedTransaction(try await primary.begin(options), session: session)
        }
        guard let replica else { return try await primary.begin(options) }
        do throws(DatabaseError) {
            return try await replica.begin(options)
        } catch {
            guard Self.isReplicasOwn(error) else { throw error }
            return try await primary.begin(options)
        }
    }

    /// Closes the connections to all servers.
    public func close() async {
        watcher.cancel()
        for driver in [primary] + replicas { await driver.close() }
    }

    private var session: ReadSession { ReadSession.current ?? common }

    /// The next replica that will do.
    private var replica: PostgresDriver? {
        let usable = watch.usable(after: session.lastWrite)
        guard !usable.isEmpty else { return nil }
        let number = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return replicas[usable[number % usable.count]]
    }

    /// Whether an error is the replica's, and not the statement's: replaying can be in a reading statement's way, too.
    private static func isReplicasOwn(_ error: DatabaseError) -> Bool {
        [.unreachable, .poolTimeout, .connectionLost, .serializationFailure].contains(error.code)
    }
}

/// A transaction on the primary, whose commit its session reads afterwards.
private struct NotedTransaction: DatabaseTransaction {
    private let transaction: any DatabaseTransaction
    private let session: ReadSession

    init(_ transaction: any DatabaseTransaction, session: ReadSession) {
        self.transaction = transaction
        self.session = session
    }

    func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        try await transaction.run(statement)
    }

    func commit() async throws(DatabaseError) {
        defer { session.noteWrite() }
        try await transaction.commit()
    }

    func rollback() async {
        await transaction.rollback()
    }
}
