import ApusHTTP
import ApusTesting
import HTTPTypes
import Testing

@Suite("Cookies of the test client")
struct CookieJarTests {
    /// What a client sends to `target` after `fields` have been set by a response to `/set/here`.
    private func sent(_ fields: [String], to target: String = "/set/here", host: String = "app.example.com")
        async throws
        -> String
    {
        let router = Router()
        router.get("/set/here") { request in
            guard request.query["first"] != nil else { return Response(request.headers[.cookie] ?? "") }
            var response = Response()
            for field in fields { response.headers.append(field, for: .setCookie) }
            return response
        }
        router.get("/{path...}") { request in request.headers[.cookie] ?? "" }
        let client = try TestClient(router).keepingCookies()
        let name = HTTPField.Name("Host") ?? .server
        _ = try await client.get("/set/here?first", headers: [name: "app.example.com"])
        return try await client.get(target, headers: [name: host]).text
    }

    @Test("Cookies are sent until they are removed", arguments: TestTransport.allCases)
    func life(over transport: TestTransport) async throws {
        let session = Cookie("session", maxAge: .seconds(60))
        let router = Router()
        router.post("/in") { _ in
            var response = Response()
            try response.setCookie(session, to: "7")
            return response
        }
        router.post("/out") { _ in
            var response = Response()
            try response.removeCookie(session)
            return response
        }
        router.get("/") { request in request.cookies[session] ?? "nobody" }
        try await transport.withClient(router) { client in
            let browser = client.keepingCookies()
            #expect(try await browser.get("/").text == "nobody")
            let response = try await browser.send(.post, "/in")
            #expect(response.cookie("__Host-session") == "7")
            #expect(browser.cookies?[session] == "7")
            #expect(try await browser.get("/").text == "7")
            #expect(try await client.get("/").text == "nobody")
            #expect(try await client.keepingCookies().get("/").text == "nobody")
            _ = try await browser.send(.post, "/out")
            #expect(browser.cookies?[session] == nil)
            #expect(try await browser.get("/").text == "nobody")
        }
    }

    @Test("A field is read as browsers read it")
    func reading() async throws {
        #expect(try await sent(["a=1"]) == "a=1")
        #expect(try await sent([" a = 1 2 ; Path=/"]) == "a=1 2")
        #expect(try await sent(["a=1=2; path=/"]) == "a=1=2")
        #expect(try await sent(["a=\"1;2\""]) == "a=\"1")
        #expect(try await sent(["a=1", "b=2", "a=3"]) == "a=3; b=2")
        #expect(try await sent(["a="]) == "a=")
        #expect(try await sent(["a", "=b; Path=/"]) == "a; b")
        #expect(try await sent(["__Host-a"]) == "")
        #expect(try await sent([""]) == "")
        #expect(try await sent(["a=1; unknown; =x; Path"]) == "a=1")
    }

    @Test("Time is up by Max-Age before Expires")
    func expiry() async throws {
        #expect(try await sent(["a=1; Max-Age=0"]) == "")
        #expect(try await sent(["a=1; Max-Age=-5"]) == "")
        #expect(try await sent(["a=1; Max-Age=x"]) == "a=1")
        #expect(try await sent(["a=1; Max-Age=99999999999999999999999"]) == "a=1")
        #expect(try await sent(["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]) == "")
        #expect(try await sent(["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60"]) == "a=1")
        #expect(try await sent(["a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT"]) == "a=1")
        #expect(try await sent(["a=1", "a=; Max-Age=0"]) == "")
    }

    @Test("Cookies go where their path and domain say")
    func scope() async throws {
        #expect(try await sent(["a=1"], to: "/set") == "a=1")
        #expect(try await sent(["a=1"], to: "/settings") == "")
        #expect(try await sent(["a=1"], to: "/other") == "")
        #expect(try await sent(["a=1; Path=/"], to: "/other") == "a=1")
        #expect(try await sent(["a=1; Path=/set/here/"], to: "/set/here/x") == "a=1")
        #expect(try await sent(["a=1; Path=/", "b=2; Path=/set"], to: "/set/here") == "b=2; a=1")
        #expect(try await sent(["a=1; Path=/"], to: "/x", host: "www.example.com") == "")
        #expect(try await sent(["a=1; Path=/; Domain=example.com"], to: "/x", host: "www.example.com") == "a=1")
        #expect(try await sent(["a=1; Path=/; Domain=.Example.com"], to: "/x", host: "example.com:8080") == "a=1")
        #expect(try await sent(["a=1; Path=/; Domain=example.com"], to: "/x", host: "notexample.com") == "")
        #expect(try await sent(["a=1; Path=/; Domain=com"]) == "")
        #expect(try await sent(["a=1; Path=/; Domain=www.example.com"], to: "/x", host: "www.example.com") == "")
        #expect(try await sent(["a=1; Path=/"], to: "/x", host: "APP.example.com") == "a=1")
    }

    @Test("Names with a prefix need what the prefix says")
    func prefixes() async throws {
        #expect(try await sent(["__Host-a=1; Path=/; Secure"]) == "__Host-a=1")
        #expect(try await sent(["__Host-a=1; Path=/"]) == "")
        #expect(try await sent(["__Host-a=1; Secure"]) == "")
        #expect(try await sent(["__host-a=1; Path=/; Secure; Domain=app.example.com"]) == "")
        #expect(try await sent(["__Secure-a=1; Secure"]) == "__Secure-a=1")
        #expect(try await sent(["__Secure-a=1"]) == "")
    }
}
