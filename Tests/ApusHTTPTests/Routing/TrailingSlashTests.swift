import ApusHTTP
import HTTPTypes
import NIOCore
import Testing

@Suite("Slashes at the end")
struct TrailingSlashTests {
    private func answer(
        _ policy: TrailingSlashPolicy,
        _ target: String,
        _ method: HTTPRequest.Method = .get
    ) async throws -> String {
        let router = Router()
        router.trailingSlash = policy
        router.get("/") { _ in "root" }
        router.get("/a") { _ in "a" }
        router.get("/b/") { _ in "b/" }
        router.get("/items/{id}") { "item \(try $0.parameter("id"))" }
        router.get("/{x}/{y}/{z}/") { "\(try $0.parameter("x")) \(try $0.parameter("z"))" }
        let response = try await router.compile().respond(to: Request(method: method, target: target))
        if let location = response.headers[.location] { return "\(response.status.code) \(location)" }
        guard response.status == .ok else { return "\(response.status.code)" }
        return String(buffer: try await response.body.collect(upTo: 100))
    }

    @Test(
        "Strict: two paths",
        arguments: [("/a", "a"), ("/a/", "404"), ("/b", "404"), ("/b/", "b/"), ("/items/7/", "404")]
    )
    func strict(_ target: String, _ expected: String) async throws {
        #expect(try await answer(.strict, target) == expected)
    }

    @Test(
        "Ignore: the other route answers",
        arguments: [
            ("/a", "a"), ("/a/", "a"), ("/b", "b/"), ("/b/", "b/"), ("/items/7/", "item 7"),
            ("/items/a%2F/", "item a/"),
            ("/1/2/3", "1 3"), ("/a//", "404"), ("/", "root"), ("/c/", "404"),
        ]
    )
    func ignore(_ target: String, _ expected: String) async throws {
        #expect(try await answer(.ignore, target) == expected)
    }

    @Test(
        "Redirect: the client is sent to the route, never to another host",
        arguments: [
            ("/a", "a"), ("/a/", "308 /a"), ("/a/?x=1&y=%20", "308 /a?x=1&y=%20"), ("/b", "308 /b/"),
            ("/items/a%2Fb/", "308 /items/a%2Fb"), ("//evil.example/", "404"), ("//x/y/z", "404"), ("/\\x/y/z", "404"),
            ("/c/", "404"), ("/a//", "404"),
        ]
    )
    func redirect(_ target: String, _ expected: String) async throws {
        #expect(try await answer(.redirect, target) == expected)
    }

    @Test("A wrong method is a 405 on either path")
    func method() async throws {
        #expect(try await answer(.redirect, "/a/", .post) == "405")
        #expect(try await answer(.ignore, "/a/", .post) == "405")
        #expect(try await answer(.strict, "/a/", .post) == "404")
    }
}
