import ApusHTTP
import Testing

@Suite("URLs of named patterns")
struct URLTests {
    private func responder() throws -> Responder {
        let router = Router()
        let group = router.group("/api")
        group.get("/places/{id:int}") { _ in "" }
        group.put("/places/{id:int}") { _ in "" }
        group.name("place", "/places/{id:int}")
        router.get("/caf\u{E9}/{name}/files/{path...}") { _ in "" }
        router.name("file", "/caf\u{E9}/{name}/files/{path...}")
        router.get("/") { _ in "" }
        router.name("home", "/")
        return try router.compile()
    }

    @Test("Parameters and query are encoded")
    func make() throws {
        let responder = try responder()
        #expect(try responder.url(for: "place", ["id": 7]) == "/api/places/7")
        #expect(try responder.url(for: "home") == "/")
        #expect(
            try responder.url(for: "file", ["name": "a/b c?#%\u{E9}", "path": "x y/../z".replacing("..", with: "q")])
                == "/caf%C3%A9/a%2Fb%20c%3F%23%25%C3%A9/files/x%20y/q/z"
        )
        #expect(
            try responder.url(for: "home", query: ["q": "a&b=c d+\u{E9}", "n": 1]) == "/?q=a%26b%3Dc%20d%2B%C3%A9&n=1"
        )
        #expect(try responder.url(for: "file", ["name": "a\r\nb", "path": ""]) == "/caf%C3%A9/a%0D%0Ab/files/")
    }

    @Test("What would not come back is refused")
    func refuse() throws {
        let responder = try responder()
        func code(_ name: RouteName, _ parameters: KeyValuePairs<String, any CustomStringConvertible>) -> RoutingError
            .Code?
        {
            do throws(RoutingError) {
                _ = try responder.url(for: name, parameters)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code("nowhere", [:]) == .unknownRoute)
        #expect(code("place", [:]) == .invalidParameter)
        #expect(code("place", ["id": "x"]) == .invalidParameter)
        #expect(code("place", ["id": 1, "other": 2]) == .invalidParameter)
        #expect(code("file", ["name": "", "path": "x"]) == .invalidParameter)
        #expect(code("file", ["name": "..", "path": "x"]) == .invalidParameter)
        #expect(code("file", ["name": ".", "path": "x"]) == .invalidParameter)
        #expect(code("file", ["name": "x", "path": "a/../b"]) == .invalidParameter)
        #expect(code("file", ["name": "a\0", "path": "x"]) == .invalidParameter)
        #expect(code("file", ["name": "...", "path": "..."]) == nil)
    }

    @Test("Names are checked when the router is compiled")
    func check() {
        let router = Router()
        router.get("/a") { _ in "" }
        router.get("/b") { _ in "" }
        router.name("x", "/c")
        #expect(throws: RoutingError.self) { try router.compile() }
        let other = Router()
        other.get("/a") { _ in "" }
        other.get("/b") { _ in "" }
        other.name("x", "/a")
        other.name("x", "/b")
        let error = #expect(throws: RoutingError.self) { try other.compile() }
        #expect(error?.code == .conflict)
    }

    @Test("The list shows names")
    func list() {
        let router = Router()
        router.get("/a") { _ in "" }
        router.name("x", "/a")
        #expect(router.routes.map(\.name) == ["x"])
    }
}
