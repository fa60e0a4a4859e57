/// Who gets which connection, and when connections are opened and closed. A value without any I/O: events go in through
/// the functions, and ``nextAction(at:)`` tells what to do until it returns nil.
///
/// Requests are served in the order in which they came. An idle connection never waits for a request, and a request never
/// waits behind one that is running: statements are given to a connection only when it has nothing to do.
struct Pool<Request> {
    typealias Instant = ContinuousClock.Instant
    typealias Ticket = WaitQueue<Request>.Ticket

    /// A connection's place, from zero to below the maximum number of connections.
    typealias Slot = Int

    struct Limits: Sendable {
        var maximumConnections: Int
        /// The most statements that share a round trip.
        var maximumShare = 64
        /// The most statements that are sent in one go without sharing a transaction.
        var maximumQueue = 8
        var acquireTimeout: Duration
        var connectTimeout: Duration
        var idleTimeout: Duration
        /// How many connections are kept open even when nobody needs them.
        var minimumConnections = 0
        /// After how long a connection is closed when it is next idle; nil for never. Up to a tenth is taken off at random.
        var maximumLifetime: Duration?
    }

    /// How a request uses its connection.
    enum Use: Sendable, Hashable, CaseIterable {
        /// Together with others of its kind.
        case shared
        /// Behind others of its kind, while no lease holds locks that one of them could have to wait for.
        case queued
        /// Alone, for one statement.
        case alone
        /// Alone, until it is released.
        case lease
    }

    enum Refusal: Sendable, Hashable {
        case timedOut
        case unreachable
        case closed
    }

    enum Action {
        /// Open a connection, and report ``connected(_:at:)`` or ``connectFailed(_:at:)``.
        case connect(Slot)
        /// Run these on the connection, and report ``released(_:at:)`` or ``lost(_:)``.
        case run([Request], on: Slot)
        /// Close the connection, which is idle.
        case disconnect(Slot)
        case refuse(Request, Refusal)
        /// The pool was closed, and its last connection is gone.
        case finish
    }

    private enum Connection {
        case none
        /// `deadline` is nil once it has passed: the attempt goes on, but nobody counts on it.
        case connecting(deadline: Instant?)
        case idle(since: Instant)
        case busy(isLeased: Bool)
    }

    private let limits: Limits
    /// From zero to one; taken anew for each connection.
    private let random: () -> Double
    private var connections: [Connection]
    /// When each open connection is too old.
    private var expiries: [Instant?]
    /// The idle connections, the one used last at the end: it is used next, so that those not needed become old.
    private var idle: [Slot] = []
    private var connectingCount = 0
    /// Idle or busy.
    private var openCount = 0
    private var leasedCount = 0
    private var backoff = Backoff()

    private var shared = WaitQueue<Request>()
    private var queued = WaitQueue<Request>()
    private var alone = WaitQueue<Request>()
    private var leases = WaitQueue<Request>()
    private var nextNumber = 0
    private var isClosing = false

    init(limits: Limits, random: @escaping () -> Double = { Double.random(in: 0...1) }) {
        self.limits = limits
        self.random = random
        connections = Array(repeating: .none, count: max(1, limits.maximumConnections))
        expiries = Array(repeating: nil, count: connections.count)
    }

    var statistics: PostgresStatistics {
        PostgresStatistics(
            openConnections: openCount,
            idleConnections: idle.count,
            waitingStatements: shared.count + queued.count + alone.count,
            waitingTransactions: leases.count
        )
    }

    private var waitingCount: Int { shared.count + queued.count + alone.count + leases.count }

    // MARK: Requests

    /// A new request. The ticket takes it out again, or puts it back after it was run in vain.
    mutating func enqueue(_ request: Request, _ use: Use, at now: Instant) -> Ticket {
        let ticket = Ticket(number: nextNumber, deadline: now + limits.acquireTimeout)
        nextNumber += 1
        requeue(request, use, ticket)
        return ticket
    }

    /// Puts a request that was given to a connection back into its place.
    mutating func requeue(_ request: Request, _ use: Use, _ ticket: Ticket) {
        switch use {
        case .shared: shared.insert(request, ticket)
        case .queued: queued.insert(request, ticket)
        case .alone: alone.insert(request, ticket)
        case .lease: leases.insert(request, ticket)
        }
    }

    /// Takes a request out; nil when it does not wait any more.
    mutating func withdraw(_ ticket: Ticket) -> Request? {
        shared.remove(ticket) ?? queued.remove(ticket) ?? alone.remove(ticket) ?? leases.remove(ticket)
    }

    // MARK: Connections

    mutating func connected(_ slot: Slot, at now: Instant) {
        guard case .connecting(let deadline) = connections[slot] else { return }
        if deadline != nil { connectingCount -= 1 }
        backoff.succeeded()
        openCount += 1
        expiries[slot] = limits.maximumLifetime.map { now + $0 * (1 - random() / 10) }
        connections[slot] = .idle(since: now)
        idle.append(slot)
    }

    mutating func connectFailed(_ slot: Slot, at now: Instant) {
        guard case .connecting(let deadline) = connections[slot] else { return }
        if deadline != nil { connectingCount -= 1 }
        backoff.failed(at: now)
        connections[slot] = .none
    }

    /// A busy connection has nothing to do any more.
    mutating func released(_ slot: Slot, at now: Instant) {
        guard case .busy(let isLeased) = connections[slot] else { return }
        if isLeased { leasedCount -= 1 }
        connections[slot] = .idle(since: now)
        idle.append(slot)
    }

    /// A connection broke, or was closed without being asked.
    mutating func lost(_ slot: Slot) {
        switch connections[slot] {
        case .none, .connecting: return
        case .idle: idle.removeAll { $0 == slot }
        case .busy(let isLeased): if isLeased { leasedCount -= 1 }
        }
        connections[slot] = .none
        openCount -= 1
    }

    /// Refuses what waits and what comes; ``Action/finish`` follows when every connection has been given back.
    mutating func close() {
        isClosing = true
    }

    // MARK: Decisions

    /// What to do next; nil for nothing until an event or ``nextDeadline``.
    mutating func nextAction(at now: Instant) -> Action? {
        if isClosing { return closingAction() }
        noteOverdueConnects(at: now)
        if let refused = nextRefusal(at: now) { return refused }
        if let slot = idleTooOld(at: now) { return disconnect(slot) }
        if waitingCount > 0, let slot = idle.popLast() {
            return .run(nextRequests(for: slot), on: slot)
        }
        if waitingCount > connectingCount || isBelowMinimum, !backoff.isActive(at: now), let slot = freeSlot() {
            connections[slot] = .connecting(deadline: now + limits.connectTimeout)
            connectingCount += 1
            return .connect(slot)
        }
        return idleTooLong(at: now)
    }

    /// When ``nextAction(at:)`` has to be asked again although nothing has happened; nil for never.
    var nextDeadline: Instant? {
        var deadlines: [Instant?] = [
            shared.first?.deadline, queued.first?.deadline, alone.first?.deadline, leases.first?.deadline,
        ]
        if waitingCount > 0 || isBelowMinimum { deadlines.append(backoff.end) }
        for slot in idle { deadlines.append(expiries[slot]) }
        for connection in connections {
            switch connection {
            case .connecting(let deadline): deadlines.append(deadline)
            case .idle(let since) where openCount > limits.minimumConnections:
                deadlines.append(since + limits.idleTimeout)
            case .idle: break
            case .none, .busy: break
            }
        }
        return deadlines.lazy.compactMap { $0 }.min()
    }

    private mutating func closingAction() -> Action? {
        if let request = popFirst() { return .refuse(request, .closed) }
        if let slot = idle.popLast() { return disconnect(slot) }
        return openCount == 0 ? .finish : nil
    }

    private mutating func noteOverdueConnects(at now: Instant) {
        guard connectingCount > 0 else { return }
        for slot in connections.indices {
            guard case .connecting(let deadline?) = connections[slot], deadline <= now else { continue }
            connections[slot] = .connecting(deadline: nil)
            connectingCount -= 1
            backoff.failed(at: now)
        }
    }

    private mutating func nextRefusal(at now: Instant) -> Action? {
        guard waitingCount > 0 else { return nil }
        // With a connection open, or about to be, there is hope.
        if openCount == 0, connectingCount == 0, backoff.isActive(at: now) || freeSlot() == nil {
            return popFirst().map { .refuse($0, .unreachable) }
        }
        let expired: Request? =
            if let ticket = shared.first, ticket.deadline <= now {
                shared.popFirst()
            } else if let ticket = queued.first, ticket.deadline <= now {
                queued.popFirst()
            } else if let ticket = alone.first, ticket.deadline <= now {
                alone.popFirst()
            } else if let ticket = leases.first, ticket.deadline <= now {
                leases.popFirst()
            } else {
                nil
            }
        return expired.map { .refuse($0, .timedOut) }
    }

    private mutating func popFirst() -> Request? {
        shared.popFirst() ?? queued.popFirst() ?? alone.popFirst() ?? leases.popFirst()
    }

    /// The oldest request for a connection that was idle; if it goes well with others like it, with a fair share of them.
    private mutating func nextRequests(for slot: Slot) -> [Request] {
        let use = oldestUse
        connections[slot] = .busy(isLeased: use == .lease)
        switch use {
        case .lease:
            leasedCount += 1
            return leases.popFirst().map { [$0] } ?? []
        case .alone:
            return alone.popFirst().map { [$0] } ?? []
        case .shared:
            return shared.popFirst(min(limits.maximumShare, Self.share(of: shared.count, among: idle.count + 1)))
        case .queued:
            // Reading gains from company more than writing, which costs the server so much that every connection is needed.
            let share = min(limits.maximumQueue, Self.share(of: queued.count, among: openCount))
            return queued.popFirst(leasedCount == 0 && leases.isEmpty ? share : 1)
        }
    }

    private static func share(of count: Int, among connections: Int) -> Int {
        (count + connections - 1) / max(1, connections)
    }

    private var oldestUse: Use {
        var use = Use.alone
        var number = alone.first?.number ?? .max
        func consider(_ other: Use, _ otherNumber: Int?) {
            guard let otherNumber, otherNumber < number else { return }
            (use, number) = (other, otherNumber)
        }
        consider(.shared, shared.first?.number)
        consider(.queued, queued.first?.number)
        consider(.lease, leases.first?.number)
        return use
    }

    private func freeSlot() -> Slot? {
        guard openCount + connectingCount < connections.count else { return nil }
        return connections.firstIndex { if case .none = $0 { true } else { false } }
    }

    private var isBelowMinimum: Bool {
        openCount + connectingCount < min(limits.minimumConnections, connections.count)
    }

    private mutating func idleTooOld(at now: Instant) -> Slot? {
        guard limits.maximumLifetime != nil,
            let index = idle.firstIndex(where: { slot in expiries[slot].map { $0 <= now } ?? false })
        else { return nil }
        return idle.remove(at: index)
    }

    private mutating func idleTooLong(at now: Instant) -> Action? {
        // The one at the front has been idle longest.
        guard openCount > limits.minimumConnections, let slot = idle.first, case .idle(let since) = connections[slot],
            since + limits.idleTimeout <= now
        else {
            return nil
        }
        idle.removeFirst()
        return disconnect(slot)
    }

    private mutating func disconnect(_ slot: Slot) -> Action {
        connections[slot] = .none
        openCount -= 1
        return .disconnect(slot)
    }
}
