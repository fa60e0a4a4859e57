/// For how long nothing is tried after connecting has failed: longer each time, up to a limit.
struct Backoff: Sendable {
    private static let first = Duration.milliseconds(100)
    private static let longest = Duration.seconds(2)

    private var delay = Backoff.first
    /// When the next attempt may be made; nil at any time.
    private(set) var end: ContinuousClock.Instant?

    func isActive(at now: ContinuousClock.Instant) -> Bool {
        end.map { now < $0 } ?? false
    }

    /// An attempt has failed. Attempts that ran side by side and fail together count once.
    mutating func failed(at now: ContinuousClock.Instant) {
        guard !isActive(at: now) else { return }
        end = now + delay
        delay = min(delay * 2, Self.longest)
    }

    mutating func succeeded() {
        self = Backoff()
    }
}
