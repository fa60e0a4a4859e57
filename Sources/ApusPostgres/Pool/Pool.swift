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
        var acquireTimeout: Duration
        var connectTimeout: Duration
        var idleTimeout: Duration
    }

    /// How a request uses its connection.
    enum Use: Sendable, Hashable, CaseIterable {
        /// Together with others of its kind.
        case shared
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
        case busy
    }

    private let limits: Limits
    private var connections: [Connection]
    /// The idle connections, the one used last at the end: it is used next, so that those not needed become old.
    private var idle: [Slot] = []
    private var connectingCount = 0
    /// Idle or busy.
    private var openCount = 0
    private var backoff = Backoff()

    private var shared = WaitQueue<Request>()
    private var alone = WaitQueue<Request>()
    private var leases = WaitQueue<Request>()
    private var nextNumber = 0
    private var isClosing = false

    init(limits: Limits) {
        self.limits = limits
        connections = Array(repeating: .none, count: max(1, limits.maximumConnections))
    }

    var statistics: PostgresStatistics {
        PostgresStatistics(
            openConnections: openCount,
            idleConnections: idle.count,
            waitingStatements: shared.count + alone.count,
            waitingTransactions: leases.count
        )
    }

    private var waitingCount: Int { shared.count + alone.count + leases.count }

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
        case .alone: alone.insert(request, ticket)
        case .lease: leases.insert(request, ticket)
        }
    }

    /// Takes a request out; nil when it does not wait any more.
    mutating func withdraw(_ ticket: Ticket) -> Request? {
        shared.remove(ticket) ?? alone.remove(ticket) ?? leases.remove(ticket)
    }

    // MARK: Connections

    mutating func connected(_ slot: Slot, at now: Instant) {
        guard case .connecting(let deadline) = connections[slot] else { return }
        if deadline != nil { connectingCount -= 1 }
        backoff.succeeded()
        openCount += 1
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
        guard case .busy = connections[slot] else { return }
        connections[slot] = .idle(since: now)
        idle.append(slot)
    }

    /// A connection broke, or was closed without being asked.
    mutating func lost(_ slot: Slot) {
        switch connections[slot] {
        case .none, .connecting: return
        case .idle: idle.removeAll { $0 == slot }
        case .busy: break
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
        if waitingCount > 0, let slot = idle.popLast() {
            connections[slot] = .busy
            return .run(nextRequests(besides: idle.count), on: slot)
        }
        if waitingCount > connectingCount, !backoff.isActive(at: now), let slot = freeSlot() {
            connections[slot] = .connecting(deadline: now + limits.connectTimeout)
            connectingCount += 1
            return .connect(slot)
        }
        return idleTooLong(at: now)
    }

    /// When ``nextAction(at:)`` has to be asked again although nothing has happened; nil for never.
    var nextDeadline: Instant? {
        var deadlines: [Instant?] = [shared.first?.deadline, alone.first?.deadline, leases.first?.deadline]
        if waitingCount > 0 { deadlines.append(backoff.end) }
        for connection in connections {
            switch connection {
            case .connecting(let deadline): deadlines.append(deadline)
            case .idle(let since): deadlines.append(since + limits.idleTimeout)
            case .none, .busy: break
            }
        }
        return deadlines.lazy.compactMap { $0 }.min()
    }

    private mutating func closingAction() -> Action? {
        if let request = shared.popFirst() ?? alone.popFirst() ?? leases.popFirst() { return .refuse(request, .closed) }
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
            return (shared.popFirst() ?? alone.popFirst() ?? leases.popFirst()).map { .refuse($0, .unreachable) }
        }
        let expired: Request? =
            if let ticket = shared.first, ticket.deadline <= now {
                shared.popFirst()
            } else if let ticket = alone.first, ticket.deadline <= now {
                alone.popFirst()
            } else if let ticket = leases.first, ticket.deadline <= now {
                leases.popFirst()
            } else {
                nil
            }
        return expired.map { .refuse($0, .timedOut) }
    }

    /// The oldest request; if it can share its connection, with a fair share of the others like it.
    ///
    /// - Parameter others: How many more connections are idle.
    private mutating func nextRequests(besides others: Int) -> [Request] {
        let oldestShared = shared.first?.number ?? .max
        let oldestAlone = alone.first?.number ?? .max
        let oldestLease = leases.first?.number ?? .max
        if oldestAlone < oldestShared, oldestAlone < oldestLease { return alone.popFirst().map { [$0] } ?? [] }
        if oldestLease < oldestShared { return leases.popFirst().map { [$0] } ?? [] }
        let share = min((shared.count + others) / (others + 1), limits.maximumShare)
        var requests: [Request] = []
        requests.reserveCapacity(share)
        while requests.count < share, let request = shared.popFirst() { requests.append(request) }
        return requests
    }

    private func freeSlot() -> Slot? {
        guard openCount + connectingCount < connections.count else { return nil }
        return connections.firstIndex { if case .none = $0 { true } else { false } }
    }

    private mutating func idleTooLong(at now: Instant) -> Action? {
        // The one at the front has been idle longest.
        guard let slot = idle.first, case .idle(let since) = connections[slot], since + limits.idleTimeout <= now else {
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
