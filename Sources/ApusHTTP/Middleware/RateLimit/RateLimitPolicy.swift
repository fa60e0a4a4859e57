/// How many requests a client may make.
public struct RateLimitPolicy: Sendable, Hashable {
    /// How requests are counted.
    public enum Algorithm: Sendable, Hashable {
        /// A bucket that holds ``RateLimitPolicy/limit`` tokens and is refilled evenly: bursts are allowed, the mean is
        /// kept.
        case tokenBucket
        /// The requests of the last window, of which the part before the present window is estimated from its count:
        /// never more than the limit in any window, with two numbers for a client.
        case slidingWindow
    }

    /// The name of the policy in the header fields.
    public let name: String
    /// How many requests are allowed in a window.
    public let limit: Int
    /// The length of the window.
    public let window: Duration
    /// How requests are counted.
    public let algorithm: Algorithm

    /// Makes a policy.
    ///
    /// - Parameters:
    ///   - limit: How many requests are allowed in a window; at least 1.
    ///   - window: The length of the window; at least a second.
    ///   - algorithm: How requests are counted.
    ///   - name: The name of the policy in the header fields, and of its counts in a store: two policies that share a
    ///     store need two names. Letters, digits, `-` and `_`.
    /// - Throws: ``MiddlewareError`` when a number or the name is none of these.
    public init(
        _ limit: Int,
        per window: Duration,
        algorithm: Algorithm = .tokenBucket,
        name: String = "default"
    ) throws(MiddlewareError) {
        guard (1...1_000_000_000).contains(limit), window >= .seconds(1), window <= .seconds(366 * 24 * 60 * 60) else {
            throw MiddlewareError("A rate limit needs at least one request, and a window of a second to a year.")
        }
        guard !name.isEmpty, name.utf8.allSatisfy(\.isNameByte) else {
            throw MiddlewareError("\"\(name)\" cannot be sent as the name of a policy.")
        }
        self.limit = limit
        self.window = window
        self.algorithm = algorithm
        self.name = name
    }

    /// The length of the window in whole seconds, as header fields have it.
    var windowSeconds: Int { Int(window.components.seconds) }
}

extension UInt8 {
    fileprivate var isNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
