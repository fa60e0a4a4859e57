/// What is remembered of one client: a pure value, which knows no clock.
///
/// Times are durations since an arbitrary start, which never go back.
struct RateLimitCount: Sendable {
    /// The requests of the present window.
    private var amount = 0.0
    /// The requests of the window before the present one.
    private var previous = 0.0
    /// When the bucket is full again, or the present window began.
    private var start: Duration

    init(_ policy: RateLimitPolicy, now: Duration) {
        switch policy.algorithm {
        case .tokenBucket:
            start = now
        case .slidingWindow:
            // Windows are the same for all clients, so that one can be compared with the next.
            start = policy.window * Int((now / policy.window).rounded(.down))
        }
    }

    /// Counts a request at `now`, unless it is beyond the limit.
    mutating func take(_ policy: RateLimitPolicy, now: Duration) -> RateLimitDecision {
        switch policy.algorithm {
        case .tokenBucket: takeToken(policy, now: now)
        case .slidingWindow: countInWindow(policy, now: now)
        }
    }

    /// A bucket is kept as the time at which it is full again, so that all of this is exact.
    private mutating func takeToken(_ policy: RateLimitPolicy, now: Duration) -> RateLimitDecision {
        let interval = policy.window / policy.limit
        let fullAfter = max(start - now, .zero) + interval
        guard fullAfter <= policy.window else {
            return RateLimitDecision(isAllowed: false, remaining: 0, reset: fullAfter - policy.window)
        }
        start = now + fullAfter
        // A part of a token is none, but the division may miss a whole one by a hair.
        let remaining = ((policy.window - fullAfter) / interval + 1e-9).rounded(.down)
        return RateLimitDecision(isAllowed: true, remaining: Int(remaining), reset: fullAfter)
    }

    private mutating func countInWindow(_ policy: RateLimitPolicy, now: Duration) -> RateLimitDecision {
        let windows = max((now - start) / policy.window, 0).rounded(.down)
        if windows > 0 {
            previous = windows == 1 ? amount : 0
            amount = 0
            start += policy.window * Int(windows)
        }
        // As much of the window before as the sliding one still covers.
        let passed = (now - start) / policy.window
        let used = previous * (1 - passed) + amount
        let limit = Double(policy.limit)
        let isAllowed = used + 1 <= limit
        if isAllowed { amount += 1 }
        return RateLimitDecision(
            isAllowed: isAllowed,
            remaining: Int(limit - used - (isAllowed ? 1 : 0)),
            reset: isAllowed ? policy.window * (1 - passed) : wait(policy, passed: passed)
        )
    }

    /// The time until one request more fits: until enough of the window before has slid out, or, when the present one
    /// is full by itself, until the next has begun and enough of this one has slid out.
    private func wait(_ policy: RateLimitPolicy, passed: Double) -> Duration {
        let limit = Double(policy.limit)
        if previous > 0, amount + 1 <= limit {
            let needed = 1 - (limit - 1 - amount) / previous
            return policy.window * max(min(needed, 1) - passed, 0)
        }
        let next = amount > 0 ? 1 - (limit - 1) / amount : 0
        return policy.window * (1 - passed + max(next, 0))
    }
}
