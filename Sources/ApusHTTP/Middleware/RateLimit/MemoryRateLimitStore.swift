import Synchronization

/// Counts requests in the memory of this process.
///
/// It remembers a limited number of clients. When there are more, those are forgotten that have been away longest; an
/// attacker with so many addresses can have a limit start anew, but not fill the memory.
public final class MemoryRateLimitStore: RateLimitStore {
    private struct Key: Hashable {
        /// The longest name that is kept; a client may choose its name, but not how much memory it takes.
        private static let maximumLength = 64

        let policy: String
        let client: String

        init(policy: RateLimitPolicy, client: String) {
            self.policy = policy.name
            // The hash has a secret seed, so nobody can choose a name that collides with another's.
            self.client = client.utf8.count <= Self.maximumLength ? client : "#\(client.hashValue)"
        }
    }

    /// Two generations: what is asked for moves to the young one, and when that is full, the old one is dropped.
    private struct State {
        var young: [Key: RateLimitCount] = [:]
        var old: [Key: RateLimitCount] = [:]
    }

    private let state = Mutex(State())
    private let generationSize: Int
    private let now: @Sendable () -> Duration

    /// Makes a store.
    ///
    /// - Parameter maximumClients: How many clients are remembered, about 150 bytes each.
    public convenience init(maximumClients: Int = 100_000) {
        let start = ContinuousClock.now
        self.init(maximumClients: maximumClients) { ContinuousClock.now - start }
    }

    /// Makes a store with a clock of its own.
    init(maximumClients: Int, now: @escaping @Sendable () -> Duration) {
        generationSize = max(maximumClients / 2, 1)
        self.now = now
    }

    /// How many clients are remembered.
    var count: Int { state.withLock { $0.young.count + $0.old.count } }

    /// Counts a request of the client `key`, unless it is beyond the limit.
    public func take(_ key: String, policy: RateLimitPolicy) -> RateLimitDecision {
        let key = Key(policy: policy, client: key)
        return state.withLock { state in
            let now = now()
            var count = state.young[key] ?? state.old.removeValue(forKey: key) ?? RateLimitCount(policy, now: now)
            let decision = count.take(policy, now: now)
            state.young[key] = count
            if state.young.count >= generationSize {
                state.old = state.young
                state.young = [:]
            }
            return decision
        }
    }
}
