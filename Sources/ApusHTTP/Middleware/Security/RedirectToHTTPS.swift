import HTTPTypes

/// Sends clients that use plain HTTP to HTTPS, and tells browsers to use nothing else from then on (RFC 6797).
///
/// ```swift
/// router.use(try RedirectToHTTPS(host: "example.com"))
/// ```
///
/// **Threat.** Whoever sits between a client and this server can read and change plain HTTP, and the first request of
/// a browser is plain unless it has been told before.
///
/// The redirect goes to a host that the program names, never to one that the client made up in `Host`: a cache would
/// send everybody there. Whether a client uses HTTPS is what ``Request/isSecure`` says; behind a proxy that ends TLS,
/// ``TrustedProxies`` must name it, or every request would be redirected for ever.
public struct RedirectToHTTPS: Middleware {
    private let origin: String
    private let hosts: Set<String>
    private let port: String
    private let transportSecurity: String?
    private let isExempt: @Sendable (Request) -> Bool

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - host: The host that clients are sent to.
    ///   - aliases: Further hosts that a client may have asked for and stays at.
    ///   - port: The port of HTTPS, for clients.
    ///   - maximumAge: How long a browser remembers to use nothing but HTTPS; zero makes it forget, nil sends nothing.
    ///   - includesSubdomains: Whether that holds for all names below the host as well.
    ///   - isExempt: Whether a request may be plain, such as the probe of a load balancer.
    /// - Throws: ``MiddlewareError`` when a host is none or the port is out of range.
    public init(
        host: String,
        aliases: [String] = [],
        port: Int = 443,
        maximumAge: Duration? = .seconds(365 * 24 * 60 * 60),
        includesSubdomains: Bool = false,
        exempting isExempt: @escaping @Sendable (Request) -> Bool = { _ in false }
    ) throws(MiddlewareError) {
        guard (1...65_535).contains(port) else { throw MiddlewareError("The port must be a number from 1 to 65535.") }
        var names: [String] = []
        for host in [host] + aliases {
            guard let name = HostName.withoutPort(host), name == host.lowercased() else {
                throw MiddlewareError("\"\(host)\" is no host: write a name without a port, as in example.com.")
            }
            names.append(name)
        }
        self.port = port == 443 ? "" : ":\(port)"
        origin = "https://\(names[0])\(self.port)"
        hosts = Set(names)
        transportSecurity = maximumAge.map { age in
            "max-age=\(age.components.seconds)" + (includesSubdomains ? "; includeSubDomains" : "")
        }
        self.isExempt = isExempt
    }

    /// Redirects `request` with 308, which keeps its method, or passes it to `next`.
    public func respond(to request: Request, next: Next) async -> Response {
        guard request.isSecure || isExempt(request) else {
            return Response(status: .permanentRedirect, headers: [.location: location(of: request)])
        }
        var response = await next(request)
        if request.isSecure, let transportSecurity { response.headers[.strictTransportSecurity] = transportSecurity }
        return response
    }

    private func location(of request: Request) -> String {
        let query = request.head.facts.query.map { "?" + request.head.string($0) } ?? ""
        guard let host = request.host.flatMap(HostName.withoutPort), hosts.contains(host) else {
            return origin + request.path + query
        }
        return "https://\(host)\(port)\(request.path)\(query)"
    }
}
