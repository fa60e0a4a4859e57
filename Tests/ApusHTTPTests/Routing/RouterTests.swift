import ApusHTTP
import HTTPTypes
import NIOCore
import Testing

@Suite struct RouterTests {
    private func answer(
        _ routes: (Router) -> Void,
        _ target: String,
        method: HTTPRequest.Method = .get
    ) async throws -> (status: Int, body: String, allow: String?) {
        let router = Router()
        routes(router)
        let response = try await router.compile().respond(to: Request(method: method, target: target))
        let body = try await response.body.collect(upTo: 10_000)
        return (response.status.code, String(buffer: body), response.headers[.allow])
    }

    private func precedence(_ router: Router) {
        router.get("/") { _ in "root" }
        router.get("/a") { _ in "a" }
        router.get("/a/") { _ in "a/" }
        router.get("/ab") { _ in "ab" }
        router.get("/users/me") { _ in "me" }
        router.get("/users/{id}") { request in "user \(try request.parameter("id"))" }
        router.get("/users/{id}/posts/{post}") { request in
            "post \(try request.parameter("id")) \(try request.parameter("post"))"
        }
        router.get("/users/me/settings") { _ in "settings" }
        router.get("/users/{rest...}") { request in "rest \(try request.parameter("rest"))" }
        router.get("/files/{path...}") { request in "file <\(try request.parameter("path"))>" }
        router.get("/caf\u{E9}/{x}") { request in "caf\u{E9} \(try request.parameter("x"))" }
    }

    @Test(arguments: [
        ("/", "root"), ("/?x=1", "root"), ("/a", "a"), ("/a/", "a/"), ("/ab", "ab"),
        ("/users/me", "me"), ("/users/mel", "user mel"), ("/users/m", "user m"), ("/users/7", "user 7"),
        ("/users/7/posts/8", "post 7 8"), ("/users/me/posts/8", "post me 8"),
        ("/users/me/settings", "settings"), ("/users/me/set", "rest me/set"), ("/users/7/settings", "rest 7/settings"),
        ("/users/7/posts/", "rest 7/posts/"), ("/users/", "rest "), ("/users//x", "rest /x"),
        ("/files/", "file <>"), ("/files/a/b.txt", "file <a/b.txt>"), ("/files//", "file </>"),
        ("/users/a%2Fb", "user a/b"), ("/users/a%20b", "user a b"), ("/users/a+b", "user a+b"),
        ("/users/%6De", "me"), ("/users/%252F", "user %2F"), ("/%61", "a"),
        ("/files/a%2Fb/c%20d", "file <a/b/c d>"),
        ("/caf%C3%A9/1", "caf\u{E9} 1"), ("/users/%E6%9D%B1", "user \u{6771}"),
    ])
    func textBeatsParameterBeatsCatchAll(_ target: String, _ expected: String) async throws {
        let answer = try await answer(precedence, target)
        #expect(answer.status == 200)
        #expect(answer.body == expected)
    }

    @Test(arguments: ["/b", "/users", "/files", "//", "/a//", "/A", "/caf%C3%A9/", "/a%2F", "*"])
    func unknownPathsAreNotFound(_ target: String) async throws {
        #expect(try await answer(precedence, target).status == 404)
    }

    @Test(arguments: [
        "/users/%", "/users/%4", "/users/%GG", "/users/%FF", "/users/%C3", "/users/%00", "/?x=%zz", "/?%FF",
        "/nowhere/%",
    ])
    func badEncodingIsABadRequest(_ target: String) async throws {
        let answer = try await answer(precedence, target)
        #expect(answer.status == 400)
        #expect(answer.body.contains(#""code":"invalid_encoding""#))
    }

    private func methods(_ router: Router) {
        router.get("/x") { _ in "get" }
        router.post("/x") { _ in "post" }
        router.get("/{any}") { _ in "any" }
        router.delete("/{any}") { _ in "delete" }
        router.post("/only") { _ in "post" }
        router.on(HTTPRequest.Method("PURGE") ?? .get, "/x") { _ in "purge" }
        router.options("/o") { _ in "options" }
        router.head("/h") { _ in "head" }
        router.get("/h") { _ in "get" }
    }

    @Test func aPatternWithoutTheMethodIsPassedOver() async throws {
        #expect(try await answer(methods, "/x", method: .delete).body == "delete")
        #expect(try await answer(methods, "/only").body == "any")
        #expect(try await answer(methods, "/x", method: HTTPRequest.Method("PURGE") ?? .get).body == "purge")
    }

    @Test func wrongMethodSaysWhichAreRight() async throws {
        let put = try await answer(methods, "/x", method: .put)
        #expect(put.status == 405)
        #expect(put.allow == "GET, HEAD, POST, PURGE, DELETE, OPTIONS")
        #expect(try await answer(methods, "/h", method: .post).allow == "GET, HEAD, DELETE, OPTIONS")
    }

    @Test func headAndOptionsAreAutomatic() async throws {
        #expect(try await answer(methods, "/x", method: .head).body == "get")
        #expect(try await answer(methods, "/h", method: .head).body == "head")
        #expect(try await answer(methods, "/o", method: .options).body == "options")
        let options = try await answer(methods, "/only", method: .options)
        #expect(options.status == 204)
        #expect(options.allow == "POST, GET, HEAD, DELETE, OPTIONS")
        #expect(try await answer(methods, "/a/b", method: .options).status == 404)
    }

    @Test(arguments: [
        ("/a/{x}", "/a/{y}"), ("/a", "/a"), ("/{x...}", "/{y...}"), ("/a/{x}/b", "/a/{z}/b"),
    ])
    func routesForTheSameRequestsConflict(_ first: String, _ second: String) throws {
        let router = Router()
        router.get(first) { _ in "" }
        router.get(second) { _ in "" }
        let error = #expect(throws: RoutingError.self) { try router.compile() }
        #expect(error?.code == .conflict)
        #expect(error?.message == #"The routes GET "\#(first)" and GET "\#(second)" match the same requests."#)
    }

    @Test func differentMethodsMayNameParametersDifferently() async throws {
        let routes: (Router) -> Void = { router in
            router.get("/a/{x}") { request in try request.parameter("x") }
            router.put("/a/{y}") { request in try request.parameter("y") }
        }
        #expect(try await answer(routes, "/a/1").body == "1")
        #expect(try await answer(routes, "/a/1", method: .put).body == "1")
    }

    @Test(arguments: [
        "", "a", "/a//b", "/{}", "/{x", "/x}", "/a{x}", "/{x}.txt", "/{x}/{x}", "/{x...}/a", "/a%20b", "/a?b", "/a b",
        "/{a-b}",
    ])
    func badPatternsAreRefused(_ pattern: String) {
        let router = Router()
        router.get(pattern) { _ in "" }
        let error = #expect(throws: RoutingError.self) { try router.compile() }
        #expect(error?.code == .invalidPattern)
    }

    @Test func groupsPrefixAndWrap() async throws {
        let router = Router()
        router.use(Mark("outer"))
        let admin = router.group("/admin", Mark("admin"))
        admin.get("/users") { _ in "users" }
        admin.group("/deep", Mark("deep")).get("/x") { _ in "x" }
        router.get("/plain") { _ in "plain" }
        let responder = try router.compile()
        func marks(_ target: String) async -> [String] {
            await responder.respond(to: Request(target: target)).headers.values(for: .server)
        }
        #expect(await marks("/admin/users") == ["admin", "outer"])
        #expect(await marks("/admin/deep/x") == ["deep", "admin", "outer"])
        #expect(await marks("/plain") == ["outer"])
        #expect(await marks("/nowhere") == ["outer"])
        #expect(router.routes.map(\.description) == ["GET /admin/users", "GET /admin/deep/x", "GET /plain"])
    }

    @Test func aMissingParameterIsAServerError() async throws {
        let answer = try await answer({ $0.get("/{a}") { request in try request.parameter("b") } }, "/x")
        #expect(answer.status == 500)
    }

    @Test func typedParameters() async throws {
        let routes: (Router) -> Void = { router in
            router.get("/{n}") { request in
                let limit = try request.query.value("limit", as: Int.self) ?? -1
                return "\(try request.parameter("n", as: Int.self) + 1) \(limit)"
            }
        }
        #expect(try await answer(routes, "/41").body == "42 -1")
        #expect(try await answer(routes, "/41?limit=5").body == "42 5")
        let path = try await answer(routes, "/x")
        #expect(path.status == 400)
        #expect(path.body.contains(#"The path parameter \"n\" must be an integer in range."#))
        let query = try await answer(routes, "/1?limit=many")
        #expect(query.status == 400)
        #expect(query.body.contains(#"The query parameter \"limit\" must be an integer in range."#))
    }
}
