/// How far a replica has come: which of the primary's past moments it shows in full. A value without any I/O.
///
/// The primary's write position is asked for first, the replica's afterwards: once the replica has replayed up to that
/// position, it shows everything that was committed before the primary was asked.
struct ReplicaProgress: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// Positions of the primary that the replica had not reached when it was last asked, the oldest first.
    private var awaited: [(position: Int64, instant: Instant)] = []
    /// Everything committed before this moment is visible; nil while nothing is known.
    private(set) var caughtUp: Instant?

    /// Both servers were asked.
    ///
    /// - Parameters:
    ///   - primary: Where the primary had written to, and when it was asked.
    ///   - replica: Up to where the replica had replayed, a little later.
    mutating func observed(primary: (position: Int64, instant: Instant), replica: Int64) {
        awaited.append(primary)
        while let first = awaited.first, first.position <= replica {
            caughtUp = first.instant
            awaited.removeFirst()
        }
        // A replica that hangs must not make this grow: the newest positions tell nothing that the oldest do not.
        if awaited.count > 1000 { awaited.removeLast() }
    }

    /// The replica did not answer: nothing is known of it any more.
    mutating func failed() {
        self = ReplicaProgress()
    }

    /// For how long the replica may have been behind; nil while nothing is known.
    func lag(at now: Instant) -> Duration? {
        caughtUp.map { now - $0 }
    }

    /// Whether the replica may answer somebody.
    ///
    /// - Parameters:
    ///   - write: When they wrote last, if they did: the replica has to show it.
    ///   - maximumLag: How far the replica may be behind.
    ///   - now: The time.
    func isUsable(after write: Instant?, maximumLag: Duration, at now: Instant) -> Bool {
        guard let caughtUp, now - caughtUp <= maximumLag else { return false }
        return write.map { $0 < caughtUp } ?? true
    }
}
