import ApusHTTP
import HTTPTypes
import Testing

@Suite("Cookies that a response sets")
struct SetCookieTests {
    private func fields(_ cookie: Cookie, _ value: String = "1") throws -> [String] {
        var response = Response()
        try response.setCookie(cookie, to: value)
        return response.headers.values(for: .setCookie)
    }

    @Test("A cookie is as safe as browsers can make it unless it is said otherwise")
    func defaults() throws {
        #expect(try fields(Cookie("a")) == ["__Host-a=1; Path=/; Secure; HttpOnly; SameSite=Lax"])
        #expect(
            try fields(Cookie("a", maxAge: .seconds(90)))
                == ["__Host-a=1; Path=/; Max-Age=90; Secure; HttpOnly; SameSite=Lax"]
        )
    }

    @Test("The name has the strongest prefix that the attributes allow")
    func prefixes() throws {
        #expect(
            try fields(Cookie("a", path: "/admin", sameSite: .strict))
                == ["__Secure-a=1; Path=/admin; Secure; HttpOnly; SameSite=Strict"]
        )
        #expect(
            try fields(Cookie("a", domain: "example.com", sameSite: .none, isHTTPOnly: false))
                == ["__Secure-a=1; Domain=example.com; Path=/; Secure; SameSite=None"]
        )
        #expect(try fields(Cookie("a", isSecure: false)) == ["a=1; Path=/; HttpOnly; SameSite=Lax"])
    }

    @Test("A cookie is set once in a response, and others stay")
    func replacing() throws {
        var response = Response()
        try response.setCookie(Cookie("a"), to: "1")
        try response.setCookie(Cookie("ab"), to: "2")
        try response.setCookie(Cookie("a"), to: "3")
        try response.removeCookie(Cookie("b", maxAge: .seconds(5)))
        #expect(
            response.headers.values(for: .setCookie).map { String($0.prefix { $0 != ";" }) }
                == ["__Host-ab=2", "__Host-a=3", "__Host-b="]
        )
        #expect(response.headers.values(for: .setCookie).last?.contains("; Max-Age=0;") == true)
    }

    @Test("What sets a cookie is not kept by shared caches, unless it says so itself")
    func caching() throws {
        var response = Response()
        try response.setCookie(Cookie("a"), to: "1")
        #expect(response.headers[.cacheControl] == "private")
        response = Response(headers: [.cacheControl: "no-store"])
        try response.setCookie(Cookie("a"), to: "1")
        #expect(response.headers[.cacheControl] == "no-store")
    }

    @Test(
        "No value can end the cookie or the line, or be read in two ways",
        arguments: [
            "a;b", "a b", "a,b", "\"a\"", "a\\b", "a\r\nSet-Cookie: b=1", "a\nb", "a\u{0}b", "é", "\u{7F}", "\t",
        ]
    )
    func badValues(value: String) throws {
        #expect(throws: CookieError.self) { try fields(Cookie("a"), value) }
        var response = Response()
        try? response.setCookie(Cookie("a"), to: value)
        #expect(response.headers.isEmpty)
    }

    @Test("All other values stay as they are")
    func goodValues() throws {
        let value = "!#$%&'()*+-./0189:<=>?@AZ[]^_`az{|}~"
        #expect(try fields(Cookie("a"), value) == ["__Host-a=\(value); Path=/; Secure; HttpOnly; SameSite=Lax"])
    }

    @Test(
        "Names, paths and domains that cannot be are refused",
        arguments: [
            Cookie(""), Cookie("a b"), Cookie("a=b"), Cookie("a;b"), Cookie("__Host-a"), Cookie("__secure-a"),
            Cookie("é"),
            Cookie("a", path: ""), Cookie("a", path: "admin"), Cookie("a", path: "/;Domain=x"),
            Cookie("a", path: "/\r\nX:y"),
            Cookie("a", domain: ""), Cookie("a", domain: ".example.com"), Cookie("a", domain: "example.com; Path=/"),
            Cookie("a", sameSite: .none, isSecure: false),
        ]
    )
    func badCookies(cookie: Cookie) {
        #expect(throws: CookieError.self) { try fields(cookie) }
    }

    @Test("What browsers would drop for its size is an error, which does not tell the value")
    func size() throws {
        let fits = String(repeating: "x", count: 4096 - "__Host-a".utf8.count)
        #expect(try fields(Cookie("a"), fits).count == 1)
        let error = #expect(throws: CookieError.self) { try fields(Cookie("a"), fits + "x") }
        #expect(error?.code == .tooLarge)
        #expect(error?.message.contains("xx") == false)
    }
}
