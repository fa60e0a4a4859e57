import Apus
import ApusCompression
import HTTPTypes

/// The snippets of Documentation/Middleware.md.
private struct RequestCounter: Middleware {
    func respond(to request: Request, next: Next) async throws -> Response {
        var response = await next(request)
        response.headers.append("app;dur=1", for: .serverTiming)
        return response
    }
}

private enum CurrentUser: RequestKey { typealias Value = String }

private struct Authenticate: Middleware {
    func respond(to request: Request, next: Next) async throws -> Response {
        guard let user = request.headers[.authorization] else {
            throw Problem.unauthorized(challenge: "Bearer")
        }
        var request = request
        request[CurrentUser.self] = user
        return await next(request)
    }
}

extension HTTPField.Name {
    fileprivate static let serverTiming = HTTPField.Name("Server-Timing") ?? .via
}

private func order(_ router: Router) throws {
    router.use(RequestIDHeader(), AccessLog(), RequestCounter())
    let account = router.group("/account", Authenticate(), BodyLimit(4096))
    account.get("/name") { request in request[CurrentUser.self] ?? "" }
}

private func proxies(_ router: Router) throws {
    router.use(try TrustedProxies("10.0.0.0/8", "fd00::/8"))
}

private func https(_ router: Router) throws {
    router.use(
        try AllowedHosts("example.com", "*.example.com", exempting: { $0.path == "/health/live" }),
        try RedirectToHTTPS(host: "example.com", exempting: { $0.path == "/health/live" })
    )
}

private func pages(_ router: Router) throws {
    var policy = ContentSecurityPolicy.page
    policy.set("img-src", "'self'", "https://images.example.com")
    router.use(SecurityHeaders(contentSecurityPolicy: policy))
    router.get("/hello") { request in
        let script = "<script nonce=\"\(request.cspNonce ?? "")\">start()</script>"
        return Response(body: .text(script, contentType: "text/html; charset=utf-8"))
    }
}

private func origins(_ router: Router) throws {
    router.use(
        try CORS(origins: ["https://app.example.com"], allowsCredentials: true),
        try CrossOriginProtection(trusting: ["https://app.example.com"])
    )
}

private func limits(_ router: Router) throws {
    let store = MemoryRateLimitStore(maximumClients: 50_000)
    let everything = try RateLimitPolicy(600, per: .seconds(60))
    let guessing = try RateLimitPolicy(5, per: .seconds(60), algorithm: .slidingWindow, name: "login")
    router.use(RateLimit(everything, store: store))
    let login = router.group("/login", RateLimit(guessing, store: store, onFailure: .refuse))
    login.post("") { _ in NoContent() }
}

private func files(_ router: Router) throws {
    router.use(
        try StaticFiles("Public"),
        try StaticFiles("Build/assets", at: "/assets", cacheControl: { _ in StaticFiles.forever })
    )
}

private func compression(_ router: Router) {
    router.use(
        ResponseCompression(excluding: { $0.path.hasPrefix("/tokens") }),
        RequestDecompression(limits: InflaterLimits(maximumBytes: 4 << 20, maximumRatio: 50))
    )
}

private func health(_ router: Router) {
    let health = Health(
        .disk("/var/lib/app", minimumFreeBytes: 1 << 30),
        HealthCheck("mail", timeout: .seconds(1), isRequired: false) { try await pingMailServer() }
    )
    health.addRoutes(to: router)
}

private func pingMailServer() async throws {}
