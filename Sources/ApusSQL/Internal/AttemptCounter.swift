/// Counts the attempts at a transaction that other transactions make fail, and spreads them.
struct AttemptCounter {
    private static let firstPause = Duration.milliseconds(2)
    private static let longestPause = Duration.milliseconds(200)

    private var left: Int
    private var pause = Self.firstPause

    init(maximum: Int) {
        left = max(1, maximum)
    }

    /// How long to wait before the next attempt; nil when there is none.
    mutating func pause(after error: DatabaseError) -> Duration? {
        left -= 1
        guard left > 0, error.code == .serializationFailure || error.code == .deadlock else { return nil }
        defer { pause = min(pause * 2, Self.longestPause) }
        // Those that collided must not come back at the same time.
        return pause * Double.random(in: 0.5...1)
    }
}
