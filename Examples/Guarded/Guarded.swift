import ApusCompression
import ApusHTTP
import ApusServer

/// A guest book behind everything that stands between a program and the internet.
///
/// `swift run guarded`, then open http://localhost:8080.
@main
struct Guarded {
    static func main() async throws {
        let health = Health(.disk(".", minimumFreeBytes: 100 << 20))
        let router = try router(host: "localhost", files: "Examples/Guarded/Public", health: health)
        var configuration = try ServerConfiguration.fromEnvironment()
        configuration.health = health
        try await Server(router, configuration: configuration).run()
    }

    /// The routes and what is around them, the outermost first.
    ///
    /// - Parameters:
    ///   - host: The name under which browsers know this server.
    ///   - files: The folder of the page's style and script.
    ///   - health: What balancers are told.
    static func router(host: String, files: String, health: Health) throws -> Router {
        let router = Router()
        // Balancers ask by address and often.
        @Sendable func isProbe(_ request: Request) -> Bool { request.path.hasPrefix("/health/") }
        router.use(
            RequestIDHeader(),
            AccessLog(excluding: isProbe),
            try AllowedHosts(host, exempting: isProbe),
            SecurityHeaders(contentSecurityPolicy: .page),
            ResponseCompression(),
            try CORS(origins: ["https://partner.example"]),
            try CrossOriginProtection(trusting: ["https://partner.example"]),
            RateLimit(try RateLimitPolicy(600, per: .seconds(60)), by: { isProbe($0) ? nil : $0.clientKey }),
            RequestTimeout(.seconds(30)),
            BodyLimit(64 * 1024),
            RequestDecompression(limits: InflaterLimits(maximumBytes: 256 * 1024)),
            try StaticFiles(files, at: "/assets")
        )
        health.addRoutes(to: router)
        try addGuestBook(to: router)
        return router
    }

    private static func addGuestBook(to router: Router) throws {
        let book = GuestBook()
        router.get("/") { request in
            Response(
                body: .text(await book.page(nonce: request.cspNonce ?? ""), contentType: "text/html; charset=utf-8")
            )
        }
        router.get("/entries") { _ in await book.entries }
        // Writing is for people: a few entries a minute.
        let policy = try RateLimitPolicy(5, per: .seconds(60), algorithm: .slidingWindow, name: "writing")
        let writing = router.group("/entries", RateLimit(policy))
        writing.post("") { request in
            let entry = try await request.decode(Entry.self)
            await book.add(entry)
            return Created(entry, at: "/entries")
        }
    }
}
