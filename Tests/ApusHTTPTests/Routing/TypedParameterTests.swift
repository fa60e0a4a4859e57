import ApusHTTP
import HTTPTypes
import NIOCore
import Testing

@Suite("Parameters with a kind")
struct TypedParameterTests {
    private func answer(_ target: String) async throws -> String {
        let router = Router()
        router.get("/items/{id:int}") { "int \(try $0.parameter("id", as: Int.self))" }
        router.get("/items/{id:uuid}") { "uuid \(try $0.parameter("id"))" }
        router.get("/items/{name}") { "any \(try $0.parameter("name"))" }
        router.get("/items/new") { _ in "new" }
        router.get("/items/{id:int}/parts") { "parts of \(try $0.parameter("id"))" }
        router.get("/only/{id:int}") { "only \(try $0.parameter("id"))" }
        router.post("/only/{id:uuid}") { "posted \(try $0.parameter("id"))" }
        let response = try await router.compile().respond(to: Request(target: target))
        guard response.status == .ok else { return "\(response.status.code)" }
        return String(buffer: try await response.body.collect(upTo: 1000))
    }

    @Test(
        "The strictest pattern that accepts a segment answers",
        arguments: [
            ("/items/7", "int 7"), ("/items/-7", "int -7"), ("/items/007", "int 7"), ("/items/new", "new"),
            ("/items/9223372036854775807", "int 9223372036854775807"),
            ("/items/-9223372036854775808", "int -9223372036854775808"),
            ("/items/9223372036854775808", "any 9223372036854775808"),
            ("/items/-9223372036854775809", "any -9223372036854775809"),
            ("/items/99999999999999999999999", "any 99999999999999999999999"),
            ("/items/7a", "any 7a"), ("/items/-", "any -"), ("/items/+7", "any +7"), ("/items/7%2F8", "any 7/8"),
            ("/items/%37", "int 7"), ("/items/\u{667}", "any \u{667}"),
            ("/items/6F9619FF-8B86-D011-B42D-00CF4FC964FF", "uuid 6F9619FF-8B86-D011-B42D-00CF4FC964FF"),
            ("/items/6F9619FF-8B86-D011-B42D-00CF4FC964FG", "any 6F9619FF-8B86-D011-B42D-00CF4FC964FG"),
            ("/items/6F9619FF8B86-D011-B42D-00CF4FC964FF-", "any 6F9619FF8B86-D011-B42D-00CF4FC964FF-"),
            ("/items/7/parts", "parts of 7"), ("/items/x/parts", "404"), ("/only/7", "only 7"), ("/only/x", "404"),
            ("/only/6f9619ff-8b86-d011-b42d-00cf4fc964ff", "405"), ("/items/", "404"),
        ]
    )
    func kinds(_ target: String, _ expected: String) async throws {
        #expect(try await answer(target) == expected)
    }

    @Test("Unknown kinds are refused", arguments: ["/{id:float}", "/{id:}", "/{:int}", "/{path:int...}", "/{id:any}"])
    func unknownKinds(_ pattern: String) {
        let router = Router()
        router.get(pattern) { _ in "" }
        let error = #expect(throws: RoutingError.self) { try router.compile() }
        #expect(error?.code == .invalidPattern)
    }

    @Test("Two parameters of one kind conflict, of two kinds not")
    func conflicts() throws {
        let router = Router()
        router.get("/{a:int}") { _ in "" }
        router.get("/{a}") { _ in "" }
        _ = try router.compile()
        router.get("/{b:int}") { _ in "" }
        #expect(throws: RoutingError.self) { try router.compile() }
    }
}
