import ApusHTTP
import HTTPTypes
import NIOCore
import Testing

@Suite struct RequestTests {
    @Test func partsOfTheTarget() {
        let request = Request(method: .put, target: "/a%20b/c?x=1&x=2&y&z=a%20b+c&=e&&%C3%A9=%26")
        #expect(request.method == .put)
        #expect(request.target == "/a%20b/c?x=1&x=2&y&z=a%20b+c&=e&&%C3%A9=%26")
        #expect(request.path == "/a%20b/c")
        #expect(request.query["x"] == "1")
        #expect(request.query.values("x") == ["1", "2"])
        #expect(request.query["y"] == "")
        #expect(request.query["z"] == "a b c")
        #expect(request.query[""] == "e")
        #expect(request.query["\u{E9}"] == "&")
        #expect(request.query["none"] == nil)
        #expect(request.query.all.map(\.name) == ["x", "x", "y", "z", "", "\u{E9}"])
    }

    @Test func typedQueryParameters() throws {
        let query = Request(target: "/?n=5&b=true&bad=5x&empty=").query
        #expect(try query.value("n", as: Int.self) == 5)
        #expect(try query.value("n", as: Double.self) == 5.0)
        #expect(try query.value("b", as: Bool.self) == true)
        #expect(try query.value("none", as: Int.self) == nil)
        for name in ["bad", "empty", "b"] {
            let problem = #expect(throws: Problem.self) { try query.value(name, as: Int.self) }
            #expect(problem?.status == .badRequest)
            #expect(problem?.detail == "The query parameter \"\(name)\" must be an integer in range.")
        }
    }

    @Test func headersAreFoundWithoutRegardToCase() {
        let headers = Request(headers: [
            .accept: "a", .init("X-One") ?? .via: "1", .accept: "b", .cookie: "c=1", .cookie: "d=2",
        ]).headers
        #expect(headers.count == 5)
        #expect(headers[.accept] == "a, b")
        #expect(headers.values(for: .accept) == ["a", "b"])
        #expect(headers[.cookie] == "c=1; d=2")
        #expect(headers[HTTPField.Name("x-oNE") ?? .via] == "1")
        #expect(headers[.from] == nil)
        #expect(headers.contains(.accept))
        #expect(!headers.contains(.from))
        #expect(
            headers.map { "\($0.name.rawName)=\($0.value)" } == [
                "Accept=a", "X-One=1", "Accept=b", "Cookie=c=1", "Cookie=d=2",
            ]
        )
    }

    @Test func headersCanBeChanged() {
        var headers = Request(headers: [.accept: "a", .from: "h", .accept: "b"]).headers
        headers[.accept] = "c"
        #expect(headers.map(\.value) == ["h", "c"])
        headers.append("d", for: .accept)
        #expect(headers.values(for: .accept) == ["c", "d"])
        headers[.accept] = nil
        #expect(headers.map(\.value) == ["h"])
        #expect(HeaderFields().isEmpty)
        #expect(HeaderField(name: .accept, value: "a\tb \u{E9}").isValid)
        for value in ["a\r", "a\nb", "\u{0}"] { #expect(!HeaderField(name: .accept, value: value).isValid) }
    }

    @Test func otherMethodsKeepTheirNames() throws {
        let purge = try #require(HTTPRequest.Method("PURGE"))
        #expect(Request(method: purge).method == purge)
    }

    @Test func aCompleteBodyIsOnePiece() async throws {
        let body = RequestBody("hello")
        #expect(body.length == 5)
        var pieces: [String] = []
        for try await piece in body { pieces.append(String(buffer: piece)) }
        #expect(pieces == ["hello"])
        #expect(try await body.collect(upTo: 5) == ByteBuffer(string: "hello"))
        #expect(RequestBody().isEmpty)
        #expect(try await RequestBody().collect(upTo: 0).readableBytes == 0)
    }

    @Test func handlersReturnManyThings() async throws {
        struct Item: Codable, Sendable { var id: Int }
        let router = Router()
        router.get("/text") { _ in "text" }
        router.get("/json") { _ in [Item(id: 1)] }
        router.get("/created") { _ in Created(Item(id: 2), at: "/items/2") }
        router.get("/nothing") { _ in NoContent() }
        router.get("/problem") { _ in Problem.notFound }
        router.get("/number") { _ in 7 }
        let responder = try router.compile()
        func get(_ target: String) async throws -> String {
            let response = await responder.respond(to: Request(target: target))
            let text = String(buffer: try await response.body.collect(upTo: 1000))
            return
                "\(response.status.code) \(response.body.contentType ?? "-") \(response.headers[.location] ?? "-") \(text)"
        }
        #expect(try await get("/text") == "200 text/plain; charset=utf-8 - text")
        #expect(try await get("/json") == #"200 application/json - [{"id":1}]"#)
        #expect(try await get("/created") == #"201 application/json /items/2 {"id":2}"#)
        #expect(try await get("/nothing") == "204 - - ")
        #expect(try await get("/problem").hasPrefix("404 application/problem+json - {"))
        #expect(try await get("/number") == "200 application/json - 7")
    }

    @Test func aStreamedResponseCanBeCollected() async throws {
        let body = ResponseBody.stream(
            AsyncStream { continuation in
                continuation.yield(ByteBuffer(string: "ab"))
                continuation.yield(ByteBuffer(string: "cd"))
                continuation.finish()
            }
        )
        #expect(body.length == nil)
        await #expect(throws: Problem.self) { try await body.collect(upTo: 3) }
    }

    @Test func valuesAreAttachedToACopy() {
        enum User: RequestKey { typealias Value = String }
        enum Trace: RequestKey { typealias Value = Int }
        let request = Request()
        var copy = request
        copy[User.self] = "Ada"
        copy[Trace.self] = 1
        copy[Trace.self] = 2
        #expect(copy[User.self] == "Ada")
        #expect(copy[Trace.self] == 2)
        #expect(request[User.self] == nil)
        copy[User.self] = nil
        #expect(copy[User.self] == nil)
    }

    @Test func aBodyIsTextWithinALimit() async throws {
        #expect(try await RequestBody("séa").text(upTo: 4) == "séa")
        #expect(try await RequestBody().text(upTo: 0) == "")
        let large = await #expect(throws: Problem.self) { try await RequestBody("séa").text(upTo: 3) }
        #expect(large?.status == .contentTooLarge)
        let bytes = RequestBody(ByteBuffer(bytes: [0x61, 0xFF]))
        let damaged = await #expect(throws: Problem.self) { try await bytes.text(upTo: 10) }
        #expect(damaged?.code == "invalid_utf8")
    }
}
