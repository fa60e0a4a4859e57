/// One connection's request to stop what it runs. The request travels over a connection of its own, so that it can arrive
/// too early, when the server has not begun the statement and ignores it, or too late, when the next one might run.
///
/// Therefore the request is repeated while the statement runs, and the connection is not used again before every request
/// has returned.
struct Cancellation: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// Most statements end by themselves within this time, and spare the server a connection.
    static let grace = Duration.milliseconds(2)
    static let repetition = Duration.milliseconds(250)

    enum Action: Sendable, Hashable {
        /// Send a request, and report ``returned(at:)``.
        case send
        /// The server does not react: close the connection.
        case giveUp
    }

    private var isUnderWay = false
    private var nextSending: Instant?
    private var end: Instant?

    /// Whether a request is on its way, and may hit whatever the connection runs.
    var blocksReuse: Bool { isUnderWay }

    /// Whether the running statement shall be stopped.
    var isRequested: Bool { end != nil }

    /// Somebody wants the running statement stopped.
    mutating func request(at now: Instant, patience: Duration) {
        guard end == nil else { return }
        end = now + patience
        nextSending = now + Self.grace
    }

    /// The request that was sent has been delivered, or could not be.
    mutating func returned(at now: Instant) {
        isUnderWay = false
        if end != nil { nextSending = now + Self.repetition }
    }

    /// The statement has ended.
    mutating func statementEnded() {
        end = nil
        nextSending = nil
    }

    mutating func nextAction(at now: Instant) -> Action? {
        guard let end else { return nil }
        if now >= end {
            statementEnded()
            return .giveUp
        }
        guard !isUnderWay, let sending = nextSending, now >= sending else { return nil }
        isUnderWay = true
        nextSending = nil
        return .send
    }

    var nextDeadline: Instant? {
        guard let end else { return nil }
        return min(end, nextSending ?? end)
    }
}
