import HTTPTypes
import Logging

/// Refuses requests of clients that ask too often with 429.
///
/// ```swift
/// router.use(RateLimit(try RateLimitPolicy(100, per: .seconds(60))))
/// let login = router.group("/login", RateLimit(try RateLimitPolicy(5, per: .seconds(60), name: "login")))
/// ```
///
/// **Threat.** One client takes what is meant for all, or tries passwords one after the other.
///
/// A client is an address, unless you say otherwise: an IPv4 address, or the first 64 bits of an IPv6 address, because
/// whoever has one IPv6 address has 2⁶⁴ of them. Behind a proxy, all clients have its address unless ``TrustedProxies``
/// say otherwise. What a client writes itself, such as `X-Forwarded-For`, is not looked at.
///
/// Every response says in `RateLimit-Policy` what is allowed and in `RateLimit` what is left
/// (draft-ietf-httpapi-ratelimit-headers-10); 429 also has `Retry-After`.
public struct RateLimit: Middleware {
    /// What happens to requests while the store cannot be asked.
    public enum Failure: Sendable, Hashable {
        /// They are let through: the limit protects from load.
        case allow
        /// They are refused with 503: the limit protects from guessing.
        case refuse
    }

    private let policy: RateLimitPolicy
    private let store: any RateLimitStore
    private let failure: Failure
    private let key: @Sendable (Request) -> String?
    private let policyField: String

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - policy: How many requests are allowed.
    ///   - store: Where they are counted: in memory, for this middleware alone, by default.
    ///   - failure: What happens to requests while the store cannot be asked.
    ///   - key: Who makes a request: an account, an API key. nil lets it through uncounted.
    public init(
        _ policy: RateLimitPolicy,
        store: any RateLimitStore = MemoryRateLimitStore(),
        onFailure failure: Failure = .allow,
        by key: @escaping @Sendable (Request) -> String? = { $0.clientKey }
    ) {
        self.policy = policy
        self.store = store
        self.failure = failure
        self.key = key
        policyField = "\"\(policy.name)\";q=\(policy.limit);w=\(policy.windowSeconds)"
    }

    /// Refuses `request` with 429 or passes it to `next`.
    public func respond(to request: Request, next: Next) async throws -> Response {
        guard let key = key(request) else { return await next(request) }
        let decision: RateLimitDecision
        do {
            decision = try await store.take(key, policy: policy)
        } catch {
            request.logger.warning("The store of rate limits cannot be asked", metadata: ["error": "\(error)"])
            guard failure == .allow else { throw Problem.serviceUnavailable(retryAfter: 1) }
            return await next(request)
        }
        let seconds = decision.reset.roundedUpToSeconds
        var response: Response
        if decision.isAllowed {
            response = await next(request)
        } else {
            response = Problem.tooManyRequests(retryAfter: max(seconds, 1)).response(requestID: request.id)
        }
        response.headers.append(policyField, for: .rateLimitPolicy)
        response.headers.append("\"\(policy.name)\";r=\(decision.remaining);t=\(seconds)", for: .rateLimit)
        return response
    }
}

extension Duration {
    /// The whole seconds that are not less than this.
    fileprivate var roundedUpToSeconds: Int {
        Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0)
    }
}
