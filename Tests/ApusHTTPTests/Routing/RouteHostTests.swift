import ApusHTTP
import HTTPTypes
import NIOCore
import Testing

@Suite("Hosts of routes")
struct RouteHostTests {
    private let host = HTTPField.Name("Host") ?? .server

    private func router() -> Router {
        let router = Router()
        router.get("/") { _ in "any" }
        router.get("/shared") { _ in "shared" }
        let api = router.host("API.example.com")
        api.get("/") { _ in "api" }
        api.group("/v1").get("/{id}") { "api v1 \(try $0.parameter("id"))" }
        router.host("{tenant}.example.com").get("/") { "tenant \(try $0.parameter("tenant"))" }
        router.host("{tenant}.example.com").post("/shared") { _ in "posted" }
        router.host("[::1]").get("/") { _ in "six" }
        return router
    }

    @Test(
        "The host chooses the route",
        arguments: [
            ("api.example.com", "/", "api"), ("API.Example.COM:8080", "/", "api"), ("api.example.com.", "/", "api"),
            ("api.example.com", "/v1/7", "api v1 7"), ("example.com", "/v1/7", "404"),
            ("acme.example.com", "/", "tenant acme"), ("ACME.example.com:443", "/", "tenant acme"),
            ("a.b.example.com", "/", "any"), (".example.com", "/", "any"), ("example.com", "/", "any"),
            ("evilexample.com", "/", "any"), ("api.example.com.evil.org", "/", "any"), ("", "/", "any"),
            ("api.example.com", "/shared", "shared"), ("[::1]:8080", "/", "six"), ("[::1]", "/", "six"),
            ("api.example.com:80:80", "/", "any"),
        ]
    )
    func choose(_ host: String, _ target: String, _ expected: String) async throws {
        let request = Request(target: target, headers: [self.host: host])
        let response = try await router().compile().respond(to: request)
        let body = String(buffer: try await response.body.collect(upTo: 1000))
        #expect((response.status == .ok ? body : "\(response.status.code)") == expected)
    }

    @Test("Allow has the methods of all routes for the host")
    func allow() async throws {
        let request = Request(method: .put, target: "/shared", headers: [host: "acme.example.com"])
        let response = try await router().compile().respond(to: request)
        #expect(response.headers[.allow] == "GET, HEAD, POST, OPTIONS")
    }

    @Test("A request without a host gets the routes for any")
    func none() async throws {
        let response = try await router().compile().respond(to: Request())
        #expect(String(buffer: try await response.body.collect(upTo: 1000)) == "any")
    }

    @Test(
        "Bad patterns of hosts are refused",
        arguments: [
            "", "{tenant}", "{tenant}.", "{}.example.com", "a b", "example.com/x", "{id}.example.com", "a.{b}.c",
        ]
    )
    func refuse(_ pattern: String) {
        let router = Router()
        router.host(pattern).get("/{id}") { _ in "" }
        let error = #expect(throws: RoutingError.self) { try router.compile() }
        #expect(error?.code == .invalidPattern)
    }

    @Test("The list shows the host")
    func list() {
        #expect(router().routes.map(\.description).contains("GET API.example.com/v1/{id}"))
    }
}
