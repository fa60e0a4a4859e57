import ApusHTTP
import ApusJSON
import ApusTesting
import HTTPTypes
import NIOCore
import Testing

@Suite("Test client", .timeLimit(.minutes(5)))
struct TestClientTests {
    private static func router() -> Router {
        let router = Router()
        router.get("/hello/{name}") { request in "Hello, \(try request.parameter("name"))" }
        router.get("/host") { request in request.host ?? "none" }
        router.post("/echo") { request in
            let body = try await request.body.collect(upTo: 1 << 20)
            return Response(
                status: .accepted,
                headers: [.contentLanguage: "fi"],
                body: .buffer(body, contentType: request.headers[.contentType] ?? "none")
            )
        }
        router.post("/form") { request in try await request.decodeForm([String: String].self) }
        router.post("/parts") { request in
            var parts: [String] = []
            for try await part in try request.multipart() {
                let content = String(buffer: try await part.body.collect(upTo: 1 << 20))
                parts.append("\(part.name) \(part.sentFilename ?? "-") \(part.contentType?.essence ?? "-") \(content)")
            }
            return parts
        }
        router.get("/count/{to}") { request in
            let count = try request.parameter("to", as: Int.self)
            return Response(
                body: .stream(contentType: "text/plain") { writer in
                    for number in 0..<count { try await writer.write("\(number)\n") }
                }
            )
        }
        router.get("/cut") { _ in
            Response(
                body: .stream { writer in
                    try await writer.write("the beginning")
                    throw Problem.notFound
                }
            )
        }
        router.get("/empty") { _ in NoContent() }
        return router
    }

    @Test("Requests and responses are the same over both transports", arguments: TestTransport.allCases)
    func requests(over transport: TestTransport) async throws {
        try await transport.withClient(Self.router()) { client in
            let hello = try await client.get("/hello/s%C3%A9a")
            #expect(hello.status == .ok)
            #expect(hello.text == "Hello, séa")
            #expect(hello.contentType == "text/plain; charset=utf-8")
            #expect(hello.headers[.contentType] == hello.contentType)
            #expect(try await client.get("/host").text == "localhost")

            let echo = try await client.send(.post, "/echo", json: "{\"a\": 1}")
            #expect(echo.status == .accepted)
            #expect(echo.headers[.contentLanguage] == "fi")
            #expect(echo.contentType == "application/json")
            #expect(try echo.json["a"] == 1)
            #expect(try await client.send(.post, "/echo").bytes == [])

            #expect(try await client.get("/nothing").status == .notFound)
            #expect(try await client.get("/empty").status == .noContent)
            let head = try await client.send(.head, "/hello/x")
            #expect(head.status == .ok)
            #expect(head.bytes == [])
        }
    }

    @Test("Forms arrive as browsers send them", arguments: TestTransport.allCases)
    func forms(over transport: TestTransport) async throws {
        try await transport.withClient(Self.router()) { client in
            let form = try await client.send(.post, "/form", form: ["a b": "1&2", "é": "ü=+"])
            #expect(try form.json["a b"] == "1&2")
            #expect(try form.json["é"] == "ü=+")
            let parts = try await client.send(
                .post,
                "/parts",
                parts: [
                    TestPart("title", "The sea"),
                    TestPart("p", [0x41], filename: "a\"b.jpg", contentType: "image/jpeg"),
                ]
            )
            #expect(try parts.json.arrayValue == ["title - - The sea", "p a\"b.jpg image/jpeg A"])
        }
    }

    @Test("Streams arrive whole, and one that is cut is an error", arguments: TestTransport.allCases)
    func streams(over transport: TestTransport) async throws {
        try await transport.withClient(Self.router()) { client in
            let text = try await client.get("/count/5000").text
            #expect(text.split(separator: "\n").count == 5000)
            #expect(try await client.get("/count/0").text == "")
            await #expect(throws: (any Error).self) { _ = try await client.get("/cut") }
        }
    }

    @Test("Large bodies arrive whole", arguments: TestTransport.allCases)
    func large(over transport: TestTransport) async throws {
        try await transport.withClient(Self.router()) { client in
            let bytes = ByteBuffer(repeating: 0x42, count: 1 << 20)
            let response = try await client.send(.post, "/echo", bytes: bytes)
            #expect(response.bytes.count == 1 << 20)
        }
    }

    @Test("A hundred clients at a time do not disturb each other", arguments: TestTransport.allCases)
    func parallel(over transport: TestTransport) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for number in 0..<10 {
                tasks.addTask {
                    let router = Router()
                    router.get("/") { _ in "server \(number)" }
                    try await transport.withClient(router) { client in
                        try await withThrowingTaskGroup(of: String.self) { requests in
                            for _ in 0..<10 { requests.addTask { try await client.get("/").text } }
                            for try await text in requests { #expect(text == "server \(number)") }
                        }
                    }
                }
            }
            try await tasks.waitForAll()
        }
    }

    @Test("A server that a test has started is gone when the test fails")
    func failing() async throws {
        struct Failure: Error {}
        await #expect(throws: Failure.self) {
            try await TestTransport.socket.withClient(Self.router()) { client in
                _ = try await client.get("/host")
                throw Failure()
            }
        }
    }

    @Test("A response that breaks its lines is not taken for one")
    func injection() async throws {
        let router = Router()
        router.get("/") { _ in Response(headers: [.location: "/\r\nSet-Cookie: a=b"]) }
        await #expect(throws: TestClientError.self) { _ = try await TestClient(router).get("/") }
    }
}
