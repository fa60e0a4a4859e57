import ApusHTTP
import ApusServer
import HTTPTypes

// The snippets of Documentation/Routing.md.

struct Greeting: Encodable {
    var text: String
}

func routes() throws -> Responder {
    let router = Router()
    router.get("/hello/{name}") { request in
        "Hello, \(try request.parameter("name"))!"
    }
    router.get("/greeting") { request in
        Greeting(text: request.query["text"] ?? "Hello")
    }
    router.get("/files/{path...}") { request in
        try request.parameter("path")
    }

    router.get("/items") { request in
        let limit = try request.query.value("limit", as: Int.self) ?? 20
        let tags = request.query.values("tag")
        return "\(limit) \(tags)"
    }

    router.post("/signups") { request in
        let signup = try await request.decode(Signup.self)
        return Created(Greeting(text: "Welcome, \(signup.name)"), at: "/signups/1")
    }

    let admin = router.group("/admin", NoStore())
    admin.get("/status") { _ in "fine" }
    router.use(RequestIDHeader(), AccessLog())

    router.mapError(OutOfPaper.self) { _ in
        .serviceUnavailable(retryAfter: 60, detail: "The printer is out of paper.")
    }
    return try router.compile()
}

struct Signup: Decodable, Validatable {
    var name: String
    var age: Int

    func validate(_ check: inout Validation) {
        check.notBlank(name, at: "name")
        check.length(of: name, in: 1...80, at: "name")
        check.range(of: age, in: 18..., at: "age")
    }
}

struct NoStore: Middleware {
    func respond(to request: Request, next: Next) async throws -> Response {
        var response = await next(request)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}

struct OutOfPaper: Error {}

extension RouteName {
    static let country: RouteName = "country"
}

func shop() -> Router {
    let router = Router()
    router.get("/basket") { _ in "empty" }
    return router
}

func placedRoutes() throws -> Responder {
    let router = Router()
    let countries = router.group("/countries")
    countries.get("/{code}") { request in try request.parameter("code") }
    countries.name(.country, "/{code}")
    router.host("{tenant}.example.com").get("/") { request in try request.parameter("tenant") }
    router.mount(shop(), at: "/shop")
    router.get("/home") { request in
        Response(
            status: .seeOther,
            headers: [.location: try request.url(for: .country, ["code": "FI"], query: ["page": 2])]
        )
    }
    return try router.compile()
}

func findDocument(_ name: String) throws -> String {
    guard name == "readme" else {
        throw Problem.notFound(detail: "There is no document \(name).")
    }
    return "Read me"
}

func serve(_ router: Router) async throws {
    var configuration = ServerConfiguration(host: "0.0.0.0", port: 8080)
    configuration.maximumBodyBytes = 1 << 20
    configuration.keepAliveTimeout = .seconds(30)
    try await Server(router, configuration: configuration).run()
}
