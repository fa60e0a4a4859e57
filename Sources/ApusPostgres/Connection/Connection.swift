import ApusSQL
import CLibPQ

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One connection to the server: sends statements in pipeline mode, and reads what comes back. Used on the reactor's
/// thread only.
final class Connection {
    /// What the connection has come to.
    enum Progress {
        /// There is more to come.
        case waiting
        /// The exchange is over: ``takeExchange()`` has it.
        case finished
        /// The connection is of no use any more.
        case broken(String)
    }

    /// Tells this connection from those that had its slot before.
    let number: Int
    let slot: Int
    let descriptor: Int32
    let handle: OpaquePointer
    private var isClosed = false

    var pipeline = Pipeline()
    var exchange: Exchange?
    var cache: StatementCache<PreparedStatement>
    private var encoder = ParameterEncoder()
    private var statementCount = 0
    /// Begins the names of prepared statements. Behind a pooler several connections share a server's names.
    private let namePrefix = "apus_\(String(UInt64.random(in: 0 ... .max), radix: 36))_"
    /// The names of the statements that are being prepared, by their index in the exchange.
    var names: [Int: (name: String, generation: Int)] = [:]
    /// Names of prepared statements that are of no use any more, but still known to the server.
    private var staleNames: [String] = []
    var failure: String?

    /// The transaction that has this connection to itself.
    var lease: Lease?
    var cancellation = Cancellation()
    /// Until when the exchange must be over.
    var deadline: ContinuousClock.Instant?
    /// Its work is done, but a cancellation on its way keeps it from being used again.
    var isHeldBack = false
    /// The work that has the connection to itself at the moment.
    var loan: Loan?
    /// Whether there is output that did not fit into the socket.
    private(set) var wantsOutput = false
    /// Whether the reactor waits until the socket takes output.
    var isOutputWatched = false
    /// The quickest answer seen: what it takes to reach the server and come back.
    var roundTrip = Duration.seconds(1)

    init(_ opened: OpenedConnection, number: Int, slot: Int, cacheSize: Int) {
        handle = opened.handle
        self.number = number
        self.slot = slot
        descriptor = PQsocket(handle)
        cache = StatementCache(capacity: max(0, cacheSize))
    }

    deinit {
        close()
    }

    /// Closes the connection; nothing else may be called afterwards.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        PQfinish(handle)
    }

    var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }
    var isTransactionFailed: Bool { PQtransactionStatus(handle) == PQTRANS_INERROR }

    /// A request to stop what runs, to be sent from a thread that may block; nil when there is no memory.
    func makeCancelRequest() -> CancelRequest? {
        apus_pq_cancel_create(handle).map(CancelRequest.init(pointer:))
    }

    // MARK: Events

    /// Runs one statement, or several that share a sync point.
    func start(_ jobs: [Job], at now: ContinuousClock.Instant) -> Progress {
        for job in jobs { job.place = .running(self) }
        exchange = Exchange(jobs, at: now)
        findPrepared()
        return sendPreparations() ? progress() : sendExecutions(at: now)
    }

    /// The socket has input.
    func receive(at now: ContinuousClock.Instant) -> Progress {
        let isAlive = PQconsumeInput(handle) == 1
        while let notification = PQnotifies(handle) { PQfreemem(notification) }
        var progress = readResults(at: now)
        if case .waiting = progress, !isAlive { progress = .broken(message) }
        return progress
    }

    /// The socket takes output again.
    func flush() -> Progress {
        let outcome = PQflush(handle)
        wantsOutput = outcome == 1
        if outcome < 0 { failure = message }
        return progress()
    }

    /// The exchange, which is over.
    func takeExchange() -> Exchange? {
        defer { exchange = nil }
        deadline = nil
        cancellation.statementEnded()
        return exchange
    }

    /// Until when changes of several callers may take before those that are not done get connections of their own: one of
    /// them may wait for a lock, and those behind it must not.
    var patience: ContinuousClock.Instant? {
        guard let exchange, !exchange.sharesSyncPoint, !cancellation.isRequested else { return nil }
        return exchange.start + .milliseconds(250)
    }

    /// Who uses the connection, since when, in words; nil when nobody does.
    func holder(at now: ContinuousClock.Instant) -> String? {
        func seconds(since start: ContinuousClock.Instant) -> String {
            "\(((now - start) / .milliseconds(100)).rounded() / 10) s"
        }
        if let lease {
            let place = lease.origin.map { " at \($0)" } ?? ""
            return "a transaction\(place) for \(seconds(since: lease.start ?? now))"
        }
        guard let exchange, let sql = exchange.entries.first?.job.statement.sql else { return nil }
        return "a statement for \(seconds(since: exchange.start)) (\(sql.prefix(80)))"
    }

    /// The connection as it is lent to a thread, which is the only one to use it until it gives it back.
    var lent: OpenedConnection { OpenedConnection(handle: handle) }

    /// Breaks a connection that is lent: the thread that has it notices, and gives it back.
    func breakLoan() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
        loan?.interrupt()
    }

    // MARK: Sending

    /// Looks the statements up that the server knows already.
    private func findPrepared() {
        guard let count = exchange?.entries.count else { return }
        for index in 0..<count {
            guard case .kept(let known) = exchange?.entries[index].job.form else { continue }
            if let prepared = cache.use(known.id), prepared.generation != known.generation { discard(known.id) }
            exchange?.entries[index].prepared = cache.use(known.id)
        }
    }

    /// A prepared statement is not used any more.
    func discard(_ id: Int) {
        if let stale = cache.remove(id) { staleNames.append(stale.name) }
    }

    /// Has the server parse and describe the statements that it does not know; returns false when there are none.
    private func sendPreparations() -> Bool {
        guard let entries = exchange?.entries, entries.contains(where: \.needsPreparation) else { return false }
        sendDeallocations(besides: entries)
        names = [:]
        var ids: Set<Int> = []
        for (index, entry) in entries.enumerated() where entry.needsPreparation {
            guard case .kept(let known) = entry.job.form, ids.insert(known.id).inserted else { continue }
            statementCount += 1
            let name = "\(namePrefix)\(statementCount)"
            // A sync point each: an error concerns that statement alone.
            _ =
                send(.prepare(index), PQsendPrepare(handle, name, entry.job.statement.sql, 0, nil))
                && send(.describe(index), PQsendDescribePrepared(handle, name))
                && synchronize()
            names[index] = (name, known.generation)
        }
        return true
    }

    /// Closes prepared statements on the server, to make room for those that are new.
    private func sendDeallocations(besides entries: [Exchange.Entry]) {
        // There the server would refuse.
        guard !isTransactionFailed else { return }
        var needed: Set<Int> = []
        var newCount = 0
        for entry in entries {
            guard case .kept(let known) = entry.job.form else { continue }
            if needed.insert(known.id).inserted, entry.prepared == nil { newCount += 1 }
        }
        staleNames += cache.makeRoom(for: newCount, keeping: needed).map(\.name)
        for name in staleNames {
            guard send(.deallocate, PQsendQueryParams(handle, "deallocate \(name)", 0, nil, nil, nil, nil, 0)) else {
                return
            }
        }
        if !staleNames.isEmpty { _ = synchronize() }
        staleNames = []
    }

    /// Has the server run the statements.
    func sendExecutions(at now: ContinuousClock.Instant) -> Progress {
        guard let count = exchange?.entries.count else { return .waiting }
        exchange?.stage = .executing
        exchange?.start = now
        let sharesSyncPoint = exchange?.sharesSyncPoint != false
        var isSending = false
        if !sharesSyncPoint { apus_hold_output(descriptor, 1) }
        for index in 0..<count where exchange?.batch.isGood(index) == true {
            guard let entry = exchange?.entries[index] else { continue }
            // A request to the server that came before the statement would have been ignored.
            if entry.job.isCancelled {
                fail(index, .cancelled(sql: entry.job.statement.sql))
                continue
            }
            do throws(DatabaseError) {
                let isSent = try sendExecution(of: entry)
                guard send(.execute(index), isSent) else { break }
                if !sharesSyncPoint { guard send(.commit(index), apus_pq_send_sync(handle)) else { break } }
                isSending = true
            } catch {
                fail(index, error.with(sql: entry.job.statement.sql))
                if error.code == .invalidValue { suspectTypes(of: entry) }
            }
        }
        guard sharesSyncPoint else {
            let progress = flush()
            apus_hold_output(descriptor, 0)
            return isSending ? progress : failure.map { .broken($0) } ?? .finished
        }
        guard isSending else { return failure.map { .broken($0) } ?? .finished }
        _ = synchronize()
        return progress()
    }

    private func sendExecution(of entry: Exchange.Entry) throws(DatabaseError) -> Int32 {
        let statement = entry.job.statement
        guard let prepared = entry.prepared else {
            try encoder.encodeUndescribed(statement.bindings)
            let types = encoder.types.map(\.rawValue)
            return encoder.withArguments {
                PQsendQueryParams(handle, statement.commentedSQL, $0.count, types, $0.values, $0.lengths, $0.formats, 0)
            }
        }
        try encoder.encode(statement.bindings, as: prepared.parameterTypes)
        let resultFormat: Int32 = prepared.shape.isBinary ? 1 : 0
        return encoder.withArguments {
            PQsendQueryPrepared(handle, prepared.name, $0.count, $0.values, $0.lengths, $0.formats, resultFormat)
        }
    }

    /// Notes what was sent; returns false when libpq refused, which only a broken connection makes it do.
    private func send(_ command: Pipeline.Command, _ isSent: Int32) -> Bool {
        guard isSent == 1 else {
            failure = failure ?? message
            return false
        }
        pipeline.send(command)
        return true
    }

    /// Ends the implicit transaction, and sends everything off.
    func synchronize() -> Bool {
        guard send(.synchronize, PQpipelineSync(handle)) else { return false }
        if case .broken = flush() { return false }
        return true
    }
}
