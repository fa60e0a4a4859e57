import ApusHTTP
import HTTPTypes
import Testing

@Suite struct AllowedHostsTests {
    private let forwardedHost = HTTPField.Name("X-Forwarded-Host") ?? .via
    private let forwardedProto = HTTPField.Name("X-Forwarded-Proto") ?? .via

    @Test(arguments: [
        ("example.com", 200), ("EXAMPLE.com", 200), ("example.com:8080", 200), ("example.com.", 200),
        ("a.example.org", 200), ("a.b.example.org", 200), ("127.0.0.1:80", 200), ("[::1]:8080", 200),
        ("example.org", 421), (".example.org", 421), ("evilexample.org", 421), ("evil.example", 421), ("", 421),
        ("example.com.evil.example", 421), ("example.com@evil.example", 421), ("example.com:80@evil.example", 421),
        ("example.com:x", 421), ("example.com/evil", 421), ("example.com, evil.example", 421), ("[::1", 421),
        ("evil.example?.example.org", 421), ("evil.example#.example.org", 421), ("exam\u{E9}ple.example.org", 421),
    ])
    func onlyNamedHostsAreAnsweredFor(_ host: String, _ expected: Int) async throws {
        let hosts = try AllowedHosts("example.com", "*.example.org", "127.0.0.1", "[::1]")
        let response = try await answer(Request(headers: [.hostField: host]), with: hosts)
        #expect(response.status.code == expected)
    }

    @Test func forwardedHostsCannotPoisonAnything() async throws {
        let request = Request(headers: [.hostField: "example.com", forwardedHost: "evil.example"])
        let response = try await answer(request, with: try AllowedHosts("example.com")) { request in
            Response(request.host ?? "-")
        }
        #expect(try await response.text == "example.com")
        let swapped = Request(headers: [.hostField: "evil.example", forwardedHost: "example.com"])
        #expect(try await answer(swapped, with: try AllowedHosts("example.com")).problemCode == "unknown_host")
        #expect(try await answer(Request(), with: try AllowedHosts("example.com")).status == .misdirectedRequest)
    }

    @Test func aProbeMayAskForTheAddress() async throws {
        let hosts = try AllowedHosts("example.com", exempting: { $0.path == "/livez" })
        let probe = Request(target: "/livez", headers: [.hostField: "10.0.0.7:8080"])
        #expect(try await answer(probe, with: hosts).status == .ok)
    }

    @Test(arguments: ["", "*", "*.", "a.*.b", "https://example.com", "a b"])
    func whatIsNoHostIsRefusedAtStartUp(_ host: String) {
        #expect(throws: MiddlewareError.self) { try AllowedHosts(host) }
        #expect(throws: MiddlewareError.self) { try RedirectToHTTPS(host: host) }
    }

    @Test(arguments: [
        ("example.com", "/a%20b?c=d&e", "https://example.com/a%20b?c=d&e"),
        ("www.example.com:8080", "/", "https://www.example.com/"),
        ("evil.example", "/a", "https://example.com/a"),
        ("example.com@evil.example", "//evil.example", "https://example.com//evil.example"),
        ("", "/", "https://example.com/"),
    ])
    func plainRequestsAreRedirectedToANamedHost(_ host: String, _ target: String, _ expected: String) async throws {
        let redirect = try RedirectToHTTPS(host: "example.com", aliases: ["www.example.com"])
        let request = Request(
            method: .post,
            target: target,
            headers: [.hostField: host, forwardedHost: "evil.example", forwardedProto: "https"]
        )
        let response = try await answer(request, with: redirect)
        #expect(response.status == .permanentRedirect)
        #expect(response.headers[.location] == expected)
        #expect(!response.headers.contains(.strictTransportSecurity))
    }

    @Test func secureResponsesAskForHTTPSFromNowOn() async throws {
        let redirect = try RedirectToHTTPS(host: "example.com", includesSubdomains: true)
        let response = try await answer(Request(isSecure: true), with: redirect)
        #expect(response.status == .ok)
        #expect(response.headers[.strictTransportSecurity] == "max-age=31536000; includeSubDomains")
    }

    @Test func anotherPortAndExemptionsAreRespected() async throws {
        let redirect = try RedirectToHTTPS(host: "example.com", port: 8443, exempting: { $0.path == "/livez" })
        let moved = try await answer(Request(target: "/x", headers: [.hostField: "example.com:8080"]), with: redirect)
        #expect(moved.headers[.location] == "https://example.com:8443/x")
        let probe = try await answer(Request(target: "/livez"), with: redirect)
        #expect(probe.status == .ok)
        #expect(!probe.headers.contains(.strictTransportSecurity))
    }
}
