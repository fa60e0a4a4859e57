import ApusHTTP
import HTTPTypes
import Testing

@Suite struct CrossOriginProtectionTests {
    private static let site = HTTPField.Name("Sec-Fetch-Site") ?? .origin

    private func status(
        _ method: HTTPRequest.Method = .post,
        _ headers: HeaderFields,
        trusting: [String] = ["https://trusted.example"]
    ) async throws -> Int {
        var headers = headers
        headers[.hostField] = headers[.hostField] ?? "example.com"
        let request = Request(method: method, target: "/", headers: headers)
        return try await answer(request, with: CrossOriginProtection(trusting: trusting)).status.code
    }

    @Test(arguments: ["same-origin", "none"])
    func whatComesFromHereIsLetThrough(_ site: String) async throws {
        #expect(try await status(.post, [Self.site: site]) == 200)
        // The browser's word counts, whatever a proxy has made of the host.
        #expect(try await status(.post, [Self.site: site, .origin: "https://public.example"]) == 200)
    }

    @Test(arguments: ["cross-site", "same-site", "", "Same-Origin", "same-origin, cross-site", "junk"])
    func whatComesFromElsewhereIsRefused(_ site: String) async throws {
        #expect(try await status(.post, [Self.site: site]) == 403)
        #expect(try await status(.put, [Self.site: site, .origin: "https://example.com"]) == 403)
        #expect(try await status(.post, [Self.site: site, .origin: "https://trusted.example"]) == 200)
        #expect(try await status(.get, [Self.site: site]) == 200)
    }

    @Test(arguments: [
        ("https://example.com", 200), ("http://example.com", 200), ("https://trusted.example", 200),
        ("https://evil.example", 403), ("https://example.com.evil.example", 403),
        ("https://evil.example/example.com", 403),
        ("https://example.com:8443", 403), ("https://sub.example.com", 403), ("null", 403), ("", 403),
        ("https://user@example.com", 403), ("example.com", 403), ("https://example.com, https://evil.example", 403),
    ])
    func withoutFetchMetadataTheOriginCounts(_ origin: String, _ expected: Int) async throws {
        #expect(try await status(.post, [.origin: origin]) == expected)
    }

    @Test func aPortIsPartOfTheOrigin() async throws {
        #expect(try await status(.post, [.origin: "http://localhost:3000", .hostField: "localhost:3000"]) == 200)
        #expect(try await status(.post, [.origin: "http://localhost:3001", .hostField: "localhost:3000"]) == 403)
    }

    @Test func clientsThatAreNoBrowsersAreLetThrough() async throws {
        #expect(try await status(.post, [:]) == 200)
    }

    @Test func aWebSocketOfAnotherOriginIsRefused() async throws {
        let headers: HeaderFields = [.upgrade: "websocket", .origin: "https://evil.example"]
        #expect(try await status(.get, headers) == 403)
        #expect(try await status(.get, [.upgrade: "websocket", .origin: "https://example.com"]) == 200)
    }

    @Test func theRefusalIsAProblem() async throws {
        let request = Request(method: .post, headers: [Self.site: "cross-site", .hostField: "example.com"])
        let protection = try CrossOriginProtection(exempting: { $0.path == "/webhook" })
        #expect(try await answer(request, with: protection).problemCode == "cross_origin")
        let webhook = Request(method: .post, target: "/webhook", headers: [Self.site: "cross-site"])
        #expect(try await answer(webhook, with: protection).status == .ok)
        let disguised = Request(method: .post, target: "/%77ebhook", headers: [Self.site: "cross-site"])
        #expect(try await answer(disguised, with: protection).status == .forbidden)
    }
}
