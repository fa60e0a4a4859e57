/// Counts the requests of clients.
///
/// One in memory is ``MemoryRateLimitStore``; several servers that share their limits need one that is elsewhere. Such a
/// store must look and count in one step, or clients that send many requests at once get through.
public protocol RateLimitStore: Sendable {
    /// Counts a request, unless it is beyond the limit.
    ///
    /// - Parameters:
    ///   - key: Who makes it.
    ///   - policy: How many are allowed.
    /// - Throws: When the store cannot be asked; ``RateLimit`` says what happens then.
    func take(_ key: String, policy: RateLimitPolicy) async throws -> RateLimitDecision
}
