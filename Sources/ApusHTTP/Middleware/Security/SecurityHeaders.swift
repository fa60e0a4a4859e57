import HTTPTypes

/// Tells browsers to be strict with the responses.
///
/// ```swift
/// router.use(SecurityHeaders())                                    // an API
/// router.use(SecurityHeaders(contentSecurityPolicy: .page))        // pages, with nonces
/// router.get("/") { request in
///     Response(body: .text("<script nonce=\"\(request.cspNonce ?? "")\">…</script>", contentType: "text/html"))
/// }
/// ```
///
/// | field | default | against |
/// |---|---|---|
/// | `Content-Security-Policy` | ``ContentSecurityPolicy/api`` | injected scripts, frames around the page |
/// | `X-Content-Type-Options` | `nosniff` | an upload that a browser takes for a script |
/// | `X-Frame-Options` | `DENY` | frames around the page, in old browsers |
/// | `Referrer-Policy` | `strict-origin-when-cross-origin` | addresses that leak to other sites |
/// | `Cross-Origin-Opener-Policy` | `same-origin` | windows that reach into each other |
/// | `Cross-Origin-Resource-Policy` | `same-origin` | other sites that embed what is private |
///
/// A field that the handler has set is left as it is. `Strict-Transport-Security` comes from ``RedirectToHTTPS``.
public struct SecurityHeaders: Middleware {
    private let fields: [HeaderField]
    private let policyField: HTTPField.Name
    private let policy: [String]

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - contentSecurityPolicy: What pages may load and run; nil for no such field.
    ///   - isReportOnly: Whether browsers only report what the policy forbids.
    ///   - frames: The value for `X-Frame-Options`: `DENY` or `SAMEORIGIN`.
    ///   - referrers: The value for `Referrer-Policy`.
    ///   - openers: The value for `Cross-Origin-Opener-Policy`.
    ///   - resources: The value for `Cross-Origin-Resource-Policy`: `cross-origin` for what other sites may embed.
    ///   - permissions: The value for `Permissions-Policy`; not sent by default.
    public init(
        contentSecurityPolicy: ContentSecurityPolicy? = .api,
        isReportOnly: Bool = false,
        frames: String = "DENY",
        referrers: String = "strict-origin-when-cross-origin",
        openers: String = "same-origin",
        resources: String = "same-origin",
        permissions: String? = nil
    ) {
        var fields: HeaderFields = [
            .xContentTypeOptions: "nosniff", .xFrameOptions: frames, .referrerPolicy: referrers,
            .crossOriginOpenerPolicy: openers, .crossOriginResourcePolicy: resources,
        ]
        fields[.permissionsPolicy] = permissions
        self.fields = fields.list
        policyField = isReportOnly ? .contentSecurityPolicyReportOnly : .contentSecurityPolicy
        policy = contentSecurityPolicy?.parts ?? []
    }

    /// Adds the fields to the response of `next`.
    public func respond(to request: Request, next: Next) async -> Response {
        var request = request
        if policy.count > 1 { request[CSPNonce.self] = CSPNonce.make() }
        var response = await next(request)
        for field in fields where !response.headers.contains(field.name) {
            response.headers.append(field.value, for: field.name)
        }
        if !policy.isEmpty, !response.headers.contains(policyField) {
            response.headers.append(policy.joined(separator: request.cspNonce ?? ""), for: policyField)
        }
        return response
    }
}
