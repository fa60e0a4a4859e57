import HTTPTypes

/// Refuses requests that a page of another origin makes a browser send with the user's cookies: cross-site request
/// forgery.
///
/// ```swift
/// router.use(try CrossOriginProtection(trusting: ["https://app.example.com"]))
/// ```
///
/// **Threat.** A form or a script on another site sends a POST here; the browser adds the user's session cookie.
///
/// Browsers say where a request comes from in `Sec-Fetch-Site`, which no page can change; older ones at least send
/// `Origin`. So no tokens are needed in forms, and clients that are no browsers, which send neither, are let through:
///
/// | request | answer |
/// |---|---|
/// | GET, HEAD, OPTIONS, without `Upgrade` | let through: handlers must not change anything |
/// | `Sec-Fetch-Site: same-origin` or `none` (the user typed the address) | let through |
/// | any other `Sec-Fetch-Site`, also `same-site` | 403, unless `Origin` is trusted |
/// | no `Sec-Fetch-Site`, but an `Origin` | 403, unless its host is that of the request or it is trusted |
/// | neither | let through |
///
/// A WebSocket is opened with a GET and gets cookies too, so an `Upgrade` counts as unsafe. The host is what the client
/// asks for; use ``AllowedHosts`` as well, or a name that an attacker points to this server (DNS rebinding) is one.
public struct CrossOriginProtection: Middleware {
    private let trusted: Set<String>
    private let isExempt: @Sendable (Request) -> Bool

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - origins: Further origins whose pages may change things here: `https://app.example.com`.
    ///   - isExempt: Whether a request is let through unseen, such as one to a webhook that checks a signature.
    /// - Throws: ``MiddlewareError`` when an origin is none.
    public init(
        trusting origins: [String] = [],
        exempting isExempt: @escaping @Sendable (Request) -> Bool = { _ in false }
    ) throws(MiddlewareError) {
        trusted = Set(try Origin.normalized(origins))
        self.isExempt = isExempt
    }

    /// Refuses `request` with 403 or passes it to `next`.
    public func respond(to request: Request, next: Next) async throws -> Response {
        guard isSafe(request) || comesFromHere(request) || isExempt(request) else {
            throw Problem(
                status: .forbidden,
                code: "cross_origin",
                detail: "The request comes from a page of another origin."
            )
        }
        return await next(request)
    }

    private func isSafe(_ request: Request) -> Bool {
        switch request.method {
        case .get, .head, .options: !request.headers.contains(.upgrade)
        default: false
        }
    }

    private func comesFromHere(_ request: Request) -> Bool {
        let origin = request.headers[.origin]
        switch request.headers[.secFetchSite] {
        case "same-origin", "none":
            return true
        case nil:
            guard let origin else { return true }
            if trusted.contains(origin) { return true }
            guard let host = Origin.host(of: origin) else { return false }
            return host == request.host?.lowercased()
        default:
            return origin.map(trusted.contains) ?? false
        }
    }
}
