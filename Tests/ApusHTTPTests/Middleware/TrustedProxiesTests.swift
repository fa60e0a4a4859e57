import ApusHTTP
import HTTPTypes
import NIOCore
import Testing

@Suite("Trusted proxies")
struct TrustedProxiesTests {
    /// The client and the scheme that a handler sees of a request that comes from `peer`.
    private func seen(
        from peer: String?,
        _ fields: KeyValuePairs<String, String>,
        _ middleware: TrustedProxies
    ) async throws -> String {
        let headers = HeaderFields(fields.map { (HTTPField.Name($0.key) ?? .via, $0.value) })
        let address = try peer.map { try SocketAddress(ipAddress: $0, port: 1234) }
        let request = Request(headers: headers, remoteAddress: address)
        return try await answer(request, with: middleware) { request in
            Response("\(request.remoteAddress?.ipAddress ?? "nobody") \(request.isSecure ? "https" : "http")")
        }.text
    }

    private let proxies = try? TrustedProxies("10.0.0.0/8", "fd00::/8", "192.0.2.7")

    @Test("A proxy says who the client is")
    func trusted() async throws {
        let proxies = try #require(proxies)
        #expect(
            try await seen(
                from: "10.1.2.3",
                ["X-Forwarded-For": "198.51.100.1", "X-Forwarded-Proto": "https"],
                proxies
            )
                == "198.51.100.1 https"
        )
        #expect(try await seen(from: "10.1.2.3", ["X-Forwarded-For": "198.51.100.1"], proxies) == "198.51.100.1 http")
        #expect(try await seen(from: "fd00::1", ["X-Forwarded-For": "2001:db8::1"], proxies) == "2001:db8::1 http")
        #expect(
            try await seen(from: "::ffff:10.0.0.1", ["X-Forwarded-For": "198.51.100.1"], proxies) == "198.51.100.1 http"
        )
        #expect(
            try await seen(from: "192.0.2.7", ["X-Forwarded-For": "198.51.100.1:4711"], proxies) == "198.51.100.1 http"
        )
        #expect(
            try await seen(from: "192.0.2.7", ["X-Forwarded-For": "[2001:db8::1]:4711"], proxies) == "2001:db8::1 http"
        )
        #expect(try await seen(from: "10.1.2.3", [:], proxies) == "10.1.2.3 http")
    }

    @Test("Nobody else does", arguments: ["198.51.100.9", "11.0.0.1", "192.0.2.8", "fe00::1", "::1"])
    func untrusted(peer: String) async throws {
        let fields: KeyValuePairs = [
            "X-Forwarded-For": "10.0.0.1", "X-Forwarded-Proto": "https", "Forwarded": "for=1.2.3.4",
        ]
        #expect(try await seen(from: peer, fields, try #require(proxies)) == "\(peer) http")
        #expect(try await seen(from: nil, fields, try #require(proxies)) == "nobody http")
    }

    @Test("What a client has written before the proxies did does not count")
    func forged() async throws {
        let proxies = try #require(proxies)
        let chain = "1.2.3.4, 10.9.9.9, 198.51.100.1, 10.0.0.2"
        #expect(try await seen(from: "10.1.2.3", ["X-Forwarded-For": chain], proxies) == "198.51.100.1 http")
        #expect(
            try await seen(
                from: "10.1.2.3",
                ["X-Forwarded-For": "1.2.3.4", "X-Forwarded-For": "198.51.100.1"],
                proxies
            )
                == "198.51.100.1 http"
        )
        #expect(try await seen(from: "10.1.2.3", ["X-Forwarded-For": "1.2.3.4, nonsense"], proxies) == "10.1.2.3 http")
        #expect(try await seen(from: "10.1.2.3", ["X-Forwarded-For": "1.2.3.4, "], proxies) == "10.1.2.3 http")
        #expect(try await seen(from: "10.1.2.3", ["X-Forwarded-Proto": "https, http"], proxies) == "10.1.2.3 http")
        #expect(try await seen(from: "10.1.2.3", ["Forwarded": "for=1.2.3.4;proto=https"], proxies) == "10.1.2.3 http")
        #expect(try await seen(from: "10.1.2.3", ["X-Forwarded-For": "10.0.0.5, 10.0.0.6"], proxies) == "10.0.0.5 http")
    }

    @Test("Forwarded is read where the proxies write it")
    func forwarded() async throws {
        let proxies = try TrustedProxies("10.0.0.0/8", reading: .forwarded)
        func seen(_ value: String) async throws -> String {
            try await self.seen(from: "10.1.2.3", ["Forwarded": value, "X-Forwarded-For": "6.6.6.6"], proxies)
        }
        #expect(try await seen("for=198.51.100.1;proto=https;by=10.0.0.1") == "198.51.100.1 https")
        #expect(try await seen("For=\"[2001:db8::1]:4711\"; Proto=HTTPS") == "2001:db8::1 https")
        #expect(
            try await seen("for=1.2.3.4;proto=https, for=198.51.100.1;proto=http, for=10.0.0.2") == "198.51.100.1 http"
        )
        #expect(try await seen("for=unknown;proto=https") == "10.1.2.3 https")
        #expect(try await seen("for=_hidden") == "10.1.2.3 http")
        // A quote that a client has left open must not swallow what the proxy has added.
        #expect(try await seen("for=\"1.2.3.4, for=198.51.100.1") == "198.51.100.1 http")
        #expect(try await seen("for=\"1.2.3.4, for=\"198.51.100.1\"") == "10.1.2.3 http")
        #expect(try await seen("for=198.51.100.1 evil") == "10.1.2.3 http")
    }

    @Test(
        "What is no network is refused",
        arguments: ["", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "fd00::/129", "proxy", "::ffff:10.0.0.0/104"]
    )
    func networks(text: String) {
        #expect(throws: MiddlewareError.self) { try TrustedProxies(text) }
    }

    @Test("Every length of a prefix counts bit by bit")
    func prefixes() async throws {
        for (network, peer, isWithin) in [
            ("10.0.0.128/25", "10.0.0.200", true), ("10.0.0.128/25", "10.0.0.100", false),
            ("0.0.0.0/0", "9.9.9.9", true),
            ("10.0.0.1/32", "10.0.0.1", true), ("10.0.0.1/32", "10.0.0.2", false), ("fd00::/9", "fd7f::1", true),
            ("fd00::/9", "fd80::1", false), ("::/0", "9.9.9.9", false),
        ] {
            let text = try await seen(from: peer, ["X-Forwarded-For": "1.1.1.1"], try TrustedProxies(network))
            #expect(text == (isWithin ? "1.1.1.1 http" : "\(peer) http"), "\(network) \(peer)")
        }
    }

    @Test("A thousand addresses of one network of a user share one limit, also behind a proxy")
    func oneNetwork() async throws {
        let router = Router()
        router.use(try #require(proxies), RateLimit(try RateLimitPolicy(10, per: .seconds(3600))))
        router.get("/") { _ in "done" }
        let responder = try router.compile()
        var allowed = 0
        for number in 0..<1000 {
            let client = "2001:db8:1:2:\(String(number, radix: 16)):\(String(number * 7, radix: 16))::1"
            let request = Request(
                headers: HeaderFields([(HTTPField.Name("X-Forwarded-For") ?? .via, client)]),
                remoteAddress: try SocketAddress(ipAddress: "10.0.0.1", port: 1)
            )
            if await responder.respond(to: request).status == .ok { allowed += 1 }
        }
        #expect(allowed == 10)
    }
}
