/// What a ``RateLimitStore`` says about a request.
public struct RateLimitDecision: Sendable, Hashable {
    /// Whether the request is within the limit.
    public let isAllowed: Bool

    /// How many more requests would be allowed now.
    public let remaining: Int

    /// The time until more will be allowed: after a refusal, until the next request; otherwise, until the whole limit.
    public let reset: Duration

    /// Makes a decision.
    public init(isAllowed: Bool, remaining: Int, reset: Duration) {
        self.isAllowed = isAllowed
        self.remaining = max(remaining, 0)
        self.reset = max(reset, .zero)
    }
}
