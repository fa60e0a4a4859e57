import ApusTesting
import HTTPTypes
import Logging
import Synchronization
import Testing

@testable import Apus

@Suite("Development mode")
struct DevelopmentTests {
    struct Broken: Error, CustomStringConvertible {
        let description = "</pre><script>alert('x' & \"y\")</script>"
    }

    struct Shop: Application {
        func configure(_ app: inout AppBuilder) {
            app.router.get("/broken") { _ -> String in throw Broken() }
            app.router.get("/refused") { _ -> String in
                throw Problem.unprocessable([Violation(pointer: "/name", code: "blank", message: "must not be <blank>")]
                )
            }
        }
    }

    private static let browser: HeaderFields = [.accept: "text/html,application/xhtml+xml,*/*;q=0.8"]

    private func withClient(
        _ settings: [String: String] = ["DEVELOPMENT": "true", "LOG_LEVEL": "critical"],
        _ body: (TestClient) async throws -> Void
    ) async throws {
        try await TestDatabase.sqlite.withDatabase { db in
            try await Shop().withRouter(database: db, settings: settings) { try await body(TestClient($0)) }
        }
    }

    @Test("A browser gets a page with the error, in which nothing of the error is markup")
    func page() async throws {
        try await withClient { client in
            let response = try await client.get("/broken?a=<b>", headers: Self.browser)
            #expect(response.status == .internalServerError)
            #expect(response.contentType == "text/html; charset=utf-8")
            #expect(response.text.contains("<h1>500 Internal Server Error</h1>"))
            #expect(response.text.contains("GET /broken?a=&lt;b&gt;"))
            #expect(response.text.contains("<h2>Broken</h2>"))
            #expect(
                response.text.contains(
                    "&lt;/pre&gt;&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt;"
                )
            )
            #expect(!response.text.contains("<script"))
            #expect(response.headers[.contentSecurityPolicy] == "default-src 'none'; style-src 'unsafe-inline'")
            let idField = try #require(HTTPField.Name("X-Request-ID"))
            let id = try #require(response.headers[idField])
            #expect(response.text.contains(id))
        }
    }

    @Test("The page shows the request's fields, but not who sends it")
    func fields() async throws {
        try await withClient { client in
            var headers = Self.browser
            headers[.authorization] = "Bearer hunter2"
            headers[.cookie] = "session=hunter2"
            headers[.referer] = "\"><img src=x>"
            let text = try await client.get("/broken", headers: headers).text
            #expect(text.contains("&quot;&gt;&lt;img src=x&gt;"))
            #expect(!text.contains("hunter2"))
        }
    }

    @Test("The page about an unknown route lists the routes")
    func unknownRoute() async throws {
        try await withClient { client in
            let text = try await client.get("/nowhere", headers: Self.browser).text
            #expect(text.contains("<h2>Routes</h2>\n<pre>GET /broken\nGET /refused</pre>"))
        }
    }

    @Test("The page lists what is wrong with a body")
    func violations() async throws {
        try await withClient { client in
            let text = try await client.get("/refused", headers: Self.browser).text
            #expect(text.contains("<tr><th>/name</th><td>must not be &lt;blank&gt;</td></tr>"))
        }
    }

    @Test("Other clients get the cause in the problem document")
    func document() async throws {
        try await withClient { client in
            let response = try await client.get("/broken")
            #expect(response.contentType == "application/problem+json")
            #expect(try response.json["detail"] == .string("Broken: \(Broken())"))
        }
    }

    @Test("Without development mode nobody sees the cause")
    func production() async throws {
        try await withClient(["LOG_LEVEL": "critical"]) { client in
            let response = try await client.get("/broken", headers: Self.browser)
            #expect(response.contentType == "application/problem+json")
            #expect(!response.text.contains("script"))
            #expect(try response.json["detail"] == nil)
        }
    }

    @Test("The terminal shows an event with what belongs to it, and no control characters of it")
    func log() {
        let written = Mutex("")
        var handler = DevelopmentLogHandler(hasColors: false) { text in written.withLock { $0 += text } }
        handler[metadataKey: "request_id"] = "1"
        var logger = Logger(label: "shop") { [handler] _ in handler }
        logger.logLevel = .info
        logger.error("Request failed", metadata: ["error": "first\nsecond\u{1B}[2J"])
        logger.debug("not shown")
        let lines = written.withLock { $0 }.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0].hasSuffix(" ERROR Request failed"))
        #expect(lines[1...] == ["    error: first", #"      second\u{1B}[2J"#, "    request_id: 1", ""])
    }
}
