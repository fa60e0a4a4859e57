import HTTPTypes

/// Refuses requests for hosts that are not this server's with 421.
///
/// ```swift
/// router.use(try AllowedHosts("example.com", "*.example.com"))
/// ```
///
/// **Threat.** Any client can put anything into `Host`. A program that builds links from it, in a mail or in a page
/// that a cache keeps, sends other users to the attacker's server; and a name of the attacker's that resolves to this
/// server makes its pages same-origin (DNS rebinding). `X-Forwarded-Host` is not looked at at all.
public struct AllowedHosts: Middleware {
    private let hosts: Set<String>
    private let suffixes: [String]
    private let isExempt: @Sendable (Request) -> Bool

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - hosts: Names or addresses without a port, every port is meant. `*.example.com` stands for all names below
    ///     `example.com`, but not for itself.
    ///   - isExempt: Whether a request may ask for any host, such as the probe of a load balancer, which asks for the
    ///     address.
    /// - Throws: ``MiddlewareError`` when a host is none, or when there are none.
    public init(
        _ hosts: String...,
        exempting isExempt: @escaping @Sendable (Request) -> Bool = { _ in false }
    ) throws(MiddlewareError) {
        guard !hosts.isEmpty else { throw MiddlewareError("At least one host must be allowed.") }
        var names: Set<String> = []
        var suffixes: [String] = []
        for host in hosts {
            let isWildcard = host.hasPrefix("*.")
            guard let name = HostName.withoutPort(isWildcard ? String(host.dropFirst(2)) : host)
            else { throw MiddlewareError("\"\(host)\" is no host: write a name, as in example.com or *.example.com.") }
            if isWildcard { suffixes.append("." + name) } else { names.insert(name) }
        }
        self.hosts = names
        self.suffixes = suffixes
        self.isExempt = isExempt
    }

    /// Refuses `request` with 421 or passes it to `next`.
    public func respond(to request: Request, next: Next) async throws -> Response {
        guard isAllowed(request.host) || isExempt(request) else {
            throw Problem(
                status: .misdirectedRequest,
                code: "unknown_host",
                detail: "This server does not answer for the host that was asked for."
            )
        }
        return await next(request)
    }

    private func isAllowed(_ host: String?) -> Bool {
        guard let host, let name = HostName.withoutPort(host) else { return false }
        return hosts.contains(name) || suffixes.contains { name.hasSuffix($0) && name.utf8.count > $0.utf8.count }
    }
}
