internal import CSQLite3

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// When a connection has to give up what it is doing: SQLite asks between its instructions and while it waits for a lock.
///
/// It belongs to one ``Connection`` and is used on whichever thread uses that.
final class Interruption {
    /// What the running statement is held to.
    enum Limit {
        /// Nothing; what must not be stopped half-way, such as a commit.
        case none
        /// It stops when its caller was cancelled, and waits for locks.
        case cancellation(CancellationFlag)
        /// It stops at an instant and never waits: it runs on a thread that others need.
        case instant(ContinuousClock.Instant)
    }

    /// How many of SQLite's instructions run between two questions: a few microseconds.
    private static let instructionsPerCheck: Int32 = 200
    /// In microseconds.
    private static let firstDelay: UInt32 = 500
    private static let longestDelay: UInt32 = 25_000

    private let busyTimeout: Duration
    private var busyDeadline = ContinuousClock.now
    /// What the running statement is held to.
    var limit = Limit.none
    /// Whether the running statement was told to stop.
    private(set) var hasFired = false

    init(busyTimeout: Duration) {
        self.busyTimeout = busyTimeout
    }

    /// Makes a connection ask. It must not outlive this object.
    func attach(to handle: OpaquePointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_progress_handler(handle, Self.instructionsPerCheck, { Interruption.from($0)?.progress() ?? 0 }, context)
        sqlite3_busy_handler(handle, { Interruption.from($0)?.busy(attempt: $1) ?? 0 }, context)
    }

    /// Holds what comes next to `limit`.
    func begin(_ limit: Limit) {
        self.limit = limit
        hasFired = false
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Interruption? {
        context.map { Unmanaged<Interruption>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Answers the progress handler: not zero stops the statement.
    private func progress() -> Int32 {
        switch limit {
        case .none: return 0
        case .cancellation(let flag): hasFired = flag.isSet
        case .instant(let deadline): hasFired = ContinuousClock.now >= deadline
        }
        return hasFired ? 1 : 0
    }

    /// Answers the busy handler: zero gives up. Otherwise it sleeps a little, longer each time and never as long as
    /// somebody else who waits for the same lock.
    private func busy(attempt: Int32) -> Int32 {
        let now = ContinuousClock.now
        if attempt == 0 { busyDeadline = now + busyTimeout }
        switch limit {
        case .instant:
            hasFired = true
            return 0
        case .cancellation(let flag) where flag.isSet:
            hasFired = true
            return 0
        case .none, .cancellation:
            break
        }
        guard now < busyDeadline else { return 0 }
        let delay = min(Self.firstDelay << UInt32(min(max(attempt, 0), 10)), Self.longestDelay)
        usleep(UInt32.random(in: delay / 2...delay))
        return 1
    }
}
