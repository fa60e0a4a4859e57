import HTTPTypes
import NIOCore

/// Lets proxies of yours say who the client is and whether it uses HTTPS.
///
/// ```swift
/// router.use(try TrustedProxies("10.0.0.0/8", "fd00::/8"))        // the outermost middleware
/// ```
///
/// Behind a proxy, every request comes from its address, and plain where it ends TLS. With this middleware,
/// ``Request/remoteAddress`` and ``Request/isSecure`` are those of the client, for everything inside of it: logs, rate limits,
/// the redirect to HTTPS.
///
/// **Threat.** Any client can write `X-Forwarded-For`. So the fields count only on connections from the networks named here,
/// and are read from the end, where each proxy has added what it has seen itself: the client is the last address that is not
/// one of a proxy. What stands before it is the client's invention. The one field that your proxies write is read, not the
/// other, which they may pass on unseen. `X-Forwarded-Host` is not looked at at all.
///
/// Your proxies must set or remove `X-Forwarded-Proto`; where it has several values, all must be `https`.
public struct TrustedProxies: Middleware {
    /// The fields that proxies write.
    public enum Field: Sendable, Hashable {
        /// `X-Forwarded-For` and `X-Forwarded-Proto`, as most do.
        case xForwarded
        /// `Forwarded` (RFC 7239).
        case forwarded
    }

    private let networks: [IPNetwork]
    private let field: Field

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - networks: The addresses of the proxies: `10.1.2.3`, `10.0.0.0/8`, `fd00::/8`.
    ///   - field: The fields that they write.
    /// - Throws: ``MiddlewareError`` when a network is none, or there are none.
    public init(_ networks: String..., reading field: Field = .xForwarded) throws(MiddlewareError) {
        guard !networks.isEmpty else { throw MiddlewareError("Name the networks of the proxies.") }
        self.networks = try networks.map { text throws(MiddlewareError) in
            guard let network = IPNetwork(text) else {
                throw MiddlewareError("\"\(text)\" is no network: write 10.1.2.3, 10.0.0.0/8 or fd00::/8.")
            }
            return network
        }
        self.field = field
    }

    /// Passes `request` to `next` as the client has made it.
    public func respond(to request: Request, next: Next) async -> Response {
        guard let peer = request.remoteAddress, isProxy(peer) else { return await next(request) }
        let hops = field == .forwarded ? ForwardedHop.forwarded(request) : ForwardedHop.xForwarded(request)
        var client = peer
        var schemes: [String] = []
        for hop in hops.reversed() {
            if let scheme = hop.scheme { schemes.append(scheme) }
            // What hides its address is as far as we can see.
            guard let address = hop.address else { break }
            client = address
            guard isProxy(address) else { break }
        }
        if field == .xForwarded { schemes = ForwardedHop.schemes(request) }
        var request = request
        request.setClient(client, isSecure: schemes.isEmpty ? request.isSecure : schemes.allSatisfy { $0 == "https" })
        return await next(request)
    }

    private func isProxy(_ address: SocketAddress) -> Bool {
        networks.contains { $0.contains(address) }
    }
}
