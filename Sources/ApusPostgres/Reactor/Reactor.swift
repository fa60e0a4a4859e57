import ApusCore
import ApusSQL
import CLibPQ

/// The thread that owns all connections. It sleeps until a socket or another thread has something for it, tells the
/// ``Pool`` and the connections, and does what they decide.
final class Reactor {
    typealias Instant = ContinuousClock.Instant

    /// Stands for the inbox among the tokens of events; the others are slots.
    static let wakeToken = Int(UInt32.max)

    /// A statement that takes longer, besides the way to the server and back, would hold up those it shares a trip with.
    private static let quick = Duration.milliseconds(10)

    let configuration: PostgresConfiguration
    let inbox: Inbox
    let poller: Poller
    private let opener: ConnectionOpener
    private var pool: Pool<Job>
    private var connections: [Connection?]
    private var connectionCount = 0
    var catalog: StatementCatalog
    private var connectError = DatabaseError(.unreachable, message: "no connection to the database")
    private var closers: [CheckedContinuation<Void, Never>] = []
    private var closeDeadline: Instant?
    /// Jobs of transactions whose turn it is.
    var startable: [Job] = []

    /// - Parameter poller: Watches the inbox already, with ``wakeToken``.
    init(_ configuration: PostgresConfiguration, inbox: Inbox, poller: Poller) {
        self.configuration = configuration
        self.inbox = inbox
        self.poller = poller
        opener = ConnectionOpener(configuration)
        let maximumConnections = max(1, configuration.maximumConnections)
        pool = Pool(
            limits: Pool.Limits(
                maximumConnections: maximumConnections,
                acquireTimeout: configuration.acquireTimeout,
                connectTimeout: configuration.connectTimeout,
                idleTimeout: configuration.idleTimeout,
                minimumConnections: configuration.minimumConnections,
                maximumLifetime: configuration.maximumLifetime
            )
        )
        connections = Array(repeating: nil, count: maximumConnections)
        catalog = StatementCatalog(cacheSize: configuration.statementCacheSize)
    }

    /// Works until the database is closed.
    func run() {
        var messages: [Inbox.Message] = []
        var events: [Poller.Event] = []
        while true {
            inbox.receive(into: &messages)
            var now = ContinuousClock.now
            for message in messages { handle(message, at: now) }
            messages.removeAll(keepingCapacity: true)
            runTimers(at: now)
            runTransactions(at: now)
            guard runPool(at: now) else { break }

            let timeout = startable.isEmpty && inbox.sleep() ? self.timeout(at: now) : 0
            poller.wait(&events, timeout: timeout)
            inbox.awake(isWoken: events.contains { $0.token == Self.wakeToken })
            now = .now
            for event in events where event.token != Self.wakeToken { handle(event, at: now) }
        }
        finish()
    }

    private func finish() {
        for message in inbox.close() {
            switch message {
            case .submit(let job): job.answer(.failure(.closed(sql: job.statement.sql)))
            case .opened(_, .success(let opened)): PQfinish(opened.handle)
            case .statistics(let continuation): continuation.resume(returning: pool.statistics)
            case .close(let continuation?): closers.append(continuation)
            case .opened, .close, .cancel, .abandon, .cancellationReturned, .returned: break
            }
        }
        for closer in closers { closer.resume() }
    }

    // MARK: Events

    func handle(_ message: Inbox.Message, at now: Instant) {
        switch message {
        case .submit(let job): submit(job, at: now)
        case .cancel(let job): cancel(job, at: now)
        case .abandon(let lease): submit(Job(.rollback, .rollback, in: lease), at: now)
        case .opened(let slot, .success(let opened)): adopt(opened, slot, at: now)
        case .opened(let slot, .failure(let error)):
            connectError = error
            pool.connectFailed(slot, at: now)
        case .cancellationReturned(let slot, let number):
            guard let connection = connections[slot], connection.number == number else { return }
            connection.cancellation.returned(at: now)
            if connection.isHeldBack { proceed(connection, at: now) }
        case .returned(let slot, let job, let outcome):
            // A connection that is lent is never replaced.
            if let connection = connections[slot] { takeBack(connection, job, outcome, at: now) }
        case .statistics(let continuation): continuation.resume(returning: pool.statistics)
        case .close(let continuation):
            if let continuation { closers.append(continuation) }
            if closeDeadline == nil { closeDeadline = now + configuration.closeTimeout }
            pool.close()
        }
    }

    func handle(_ event: Poller.Event, at now: Instant) {
        guard let connection = connections[event.token] else { return }
        if event.isWritable { handle(connection.flush(), of: connection, at: now) }
        guard event.isReadable, connections[event.token] === connection else { return }
        handle(connection.receive(at: now), of: connection, at: now)
    }

    func handle(_ progress: Connection.Progress, of connection: Connection, at now: Instant) {
        switch progress {
        case .waiting:
            watchOutput(of: connection, at: now)
        case .finished:
            watchOutput(of: connection, at: now)
            settle(connection, at: now)
        case .broken(let reason):
            discard(connection, reason, at: now)
        }
    }

    private func runTimers(at now: Instant) {
        for case let connection? in connections {
            if let deadline = connection.deadline, deadline <= now {
                discard(connection, "the server did not end the transaction in time", at: now)
                continue
            }
            if let patience = connection.patience, patience <= now {
                connection.cancellation.request(at: now, patience: configuration.cancellationTimeout)
            }
            switch connection.cancellation.nextAction(at: now) {
            case .send: sendCancellation(of: connection, at: now)
            case .giveUp: discard(connection, "the server did not stop the statement in time", at: now)
            case nil: break
            }
        }
        if let deadline = closeDeadline, deadline <= now {
            for case let connection? in connections { discard(connection, "the database was closed", at: now) }
        }
    }

    /// Does what the pool decides; returns false when the database is closed.
    private func runPool(at now: Instant) -> Bool {
        while let action = pool.nextAction(at: now) {
            switch action {
            case .connect(let slot):
                opener.open { [inbox] outcome in inbox.send(.opened(slot: slot, outcome)) }
            case .run(let jobs, let slot):
                guard let connection = connections[slot] else { continue }
                if let job = jobs.first, job.kind == .begin { attach(job.lease, to: connection, at: now) }
                handle(connection.start(jobs, at: now), of: connection, at: now)
            case .disconnect(let slot):
                remove(slot)
            case .refuse(let job, let refusal):
                job.answer(.failure(error(for: refusal, at: now).with(sql: job.statement.sql)))
            case .finish:
                return false
            }
        }
        return true
    }

    /// How long nothing has to be done, in milliseconds; -1 for until something happens.
    private func timeout(at now: Instant) -> Int32 {
        var next = pool.nextDeadline
        func consider(_ deadline: Instant?) {
            guard let deadline else { return }
            next = next.map { min($0, deadline) } ?? deadline
        }
        for case let connection? in connections {
            consider(connection.deadline)
            consider(connection.patience)
            consider(connection.cancellation.nextDeadline)
        }
        consider(closeDeadline)
        guard let next else { return -1 }
        return Int32(max(0, (next - now).roundedUp(to: .milliseconds(1))))
    }

    // MARK: Jobs

    func submit(_ job: Job, at now: Instant) {
        guard !job.isCancelled else { return job.answer(.failure(.cancelled(sql: job.statement.sql))) }
        if job.kind == .statement, job.statement.comment == nil {
            job.form = catalog.form(of: job.statement.sql, bindsValues: !job.statement.bindings.isEmpty)
        }
        guard let lease = job.lease, job.kind != .begin else {
            job.ticket = pool.enqueue(job, job.use, at: now)
            job.place = .waiting
            return
        }
        if job.kind == .rollback, !lease.queue.isEnded { interrupt(lease, at: now) }
        switch lease.queue.submit(job, isLast: job.kind == .commit || job.kind == .rollback) {
        case .run:
            startable.append(job)
        case .wait:
            job.place = .waitingInTransaction
        case .refuse:
            job.answer(.failure(refusal(of: job, in: lease)))
        }
    }

    private func cancel(_ job: Job, at now: Instant) {
        job.isCancelled = true
        switch job.place {
        case .new, .done:
            return
        case .waiting:
            guard let ticket = job.ticket, pool.withdraw(ticket) != nil else { return }
        case .waitingInTransaction:
            guard let lease = job.lease, !lease.queue.withdraw(where: { $0 === job }).isEmpty else { return }
        case .running(let connection):
            connection.cancellation.request(at: now, patience: configuration.cancellationTimeout)
            connection.loan?.interrupt()
            // What became of a write, only the server's answer tells.
            guard job.isRepeatable else { return }
        }
        job.answer(.failure(.cancelled(sql: job.statement.sql)))
    }

    private func sendCancellation(of connection: Connection, at now: Instant) {
        guard let request = connection.makeCancelRequest() else { return connection.cancellation.returned(at: now) }
        request.send { [inbox, slot = connection.slot, number = connection.number] in
            inbox.send(.cancellationReturned(slot: slot, connection: number))
        }
    }

    func error(for refusal: Pool<Job>.Refusal, at now: Instant) -> DatabaseError {
        switch refusal {
        case .timedOut:
            .poolTimeout(
                configuration.acquireTimeout,
                holders: connections.compactMap { $0?.holder(at: now) }
            )
        case .unreachable: connectError
        case .closed: .closed(sql: nil)
        }
    }

    // MARK: Connections

    private func adopt(_ opened: OpenedConnection, _ slot: Int, at now: Instant) {
        connectionCount += 1
        let connection = Connection(
            opened,
            number: connectionCount,
            slot: slot,
            cacheSize: configuration.statementCacheSize
        )
        guard poller.add(connection.descriptor, token: slot) else {
            connectError = DatabaseError(.unreachable, message: "the connection's socket cannot be watched")
            return pool.connectFailed(slot, at: now)
        }
        connections[slot] = connection
        pool.connected(slot, at: now)
    }

    private func watchOutput(of connection: Connection, at now: Instant) {
        guard connection.wantsOutput != connection.isOutputWatched else { return }
        connection.isOutputWatched = connection.wantsOutput
        if !poller.setWantsOutput(connection.wantsOutput, connection.descriptor, token: connection.slot) {
            discard(connection, "its socket cannot be watched", at: now)
        }
    }

    func remove(_ slot: Int) {
        guard let connection = connections[slot] else { return }
        poller.remove(connection.descriptor)
        connections[slot] = nil
        // Jobs that have ended may still refer to it: the descriptor is closed now.
        connection.close()
    }

    /// Answers the statements of an exchange that is over, and finds the connection something new to do.
    private func settle(_ connection: Connection, at now: Instant) {
        guard let exchange = connection.takeExchange() else { return }
        if connection.lease != nil {
            return settleTransaction(connection, exchange, at: now)
        }
        guard !connection.isInTransaction else {
            return discardStrayTransaction(connection, exchange, at: now)
        }
        learn(from: exchange, on: connection, at: now)
        for (index, entry) in exchange.entries.enumerated() where entry.job.isUnanswered {
            switch exchange.batch.verdict(for: index, isCancelled: entry.job.isCancelled) {
            case .answer:
                // What failed as it was prepared succeeds as a whole.
                if let suspect = entry.job.suspect { catalog.renew(suspect) }
                if entry.job.changesSchema { catalog.schemaChanged() }
                entry.job.answer(exchange.result(index))
            case .fail:
                if entry.hasStalePlan, !entry.job.wasRetried {
                    if case .kept(let known) = entry.job.form, !entry.isUnknown { catalog.renew(known) }
                    retry(entry.job)
                } else if entry.mayHaveStaleTypes, !entry.job.wasRetried, entry.job.suspectTypes() {
                    retry(entry.job)
                } else if entry.isUnknown, entry.job.forget() {
                    // Twice in a row: between the connection and the server is a pooler that gives each statement another
                    // connection to the server.
                    catalog.stopKeeping()
                    requeue(entry.job)
                } else {
                    entry.job.answer(exchange.result(index))
                }
            case .runAgain: runAgain(entry.job)
            }
        }
        proceed(connection, at: now)
    }

    /// The connection has nothing to do: gives it to the next who waits, unless a cancellation could hit that one.
    func proceed(_ connection: Connection, at now: Instant) {
        connection.isHeldBack = connection.cancellation.blocksReuse
        guard !connection.isHeldBack else { return }
        if let lease = connection.lease {
            if let job = lease.queue.finished() { startable.append(job) }
        } else {
            pool.released(connection.slot, at: now)
        }
    }

    /// Learns which statements are quick enough, and fail seldom enough, to share a round trip.
    private func learn(from exchange: Exchange, on connection: Connection, at now: Instant) {
        let isQuick = now - exchange.start <= Self.quick + connection.roundTrip * 3
        let isAlone = exchange.entries.count == 1
        for entry in exchange.entries {
            guard case .kept(let known) = entry.job.form else { continue }
            // Of several, nobody knows which one was slow: each has to show again, alone, that it is not.
            if !isQuick || entry.error != nil { known.isQuick = false } else if isAlone { known.isQuick = true }
        }
    }

    private func runAgain(_ job: Job) {
        job.runsAlone = true
        requeue(job)
    }

    private func retry(_ job: Job) {
        job.wasRetried = true
        requeue(job)
    }

    private func requeue(_ job: Job) {
        guard !job.isCancelled else { return job.answer(.failure(.cancelled(sql: job.statement.sql))) }
        guard let ticket = job.ticket else { return }
        job.place = .waiting
        pool.requeue(job, job.use, ticket)
    }

    /// A statement on its own has left a transaction open: with the connection it is undone.
    private func discardStrayTransaction(_ connection: Connection, _ exchange: Exchange, at now: Instant) {
        for entry in exchange.entries where entry.job.isUnanswered {
            entry.job.answer(
                .failure(
                    DatabaseError(
                        .misuse,
                        message: "a statement must not begin a transaction: use transaction(_:_:)",
                        sql: entry.job.statement.sql
                    )
                )
            )
        }
        discard(connection, "it was left in a transaction", at: now)
    }

    /// The connection is of no use any more.
    func discard(_ connection: Connection, _ reason: String, at now: Instant) {
        guard connection.loan == nil else { return connection.breakLoan() }
        let exchange = connection.takeExchange()
        remove(connection.slot)
        pool.lost(connection.slot)
        let reason = reason.split(whereSeparator: \.isNewline).joined(separator: " ")
        for (index, entry) in (exchange?.entries ?? []).enumerated() where entry.job.isUnanswered {
            let job = entry.job
            if entry.error != nil || entry.isCommitted || (job.isRepeatable && entry.storage != nil) {
                job.answer(exchange?.result(index) ?? .failure(.connectionLost(reason, sql: job.statement.sql)))
            } else if job.lease == nil, !job.wasRetried, job.isRepeatable || exchange?.stage == .preparing {
                retry(job)
            } else {
                job.answer(.failure(.connectionLost(reason, sql: job.statement.sql)))
            }
        }
        if let lease = connection.lease {
            lease.isBroken = true
            end(lease)
        }
    }
}
