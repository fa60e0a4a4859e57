import ApusHTTP
import HTTPTypes
import Testing

@testable import ApusWebSocket

/// RFC 6455, section 4.2.
@Suite struct HandshakeTests {
    static let opening = HeaderFields(
        [
            ("Host", "example.com"), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
            ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ]
        .compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    )

    private func handshake(
        _ fields: HeaderFields = [:],
        method: HTTPRequest.Method = .get,
        configuration: WebSocketConfiguration = WebSocketConfiguration()
    ) throws -> WebSocketHandshake {
        var headers = Self.opening
        for field in fields { headers[field.name] = field.value }
        return try WebSocketHandshake(Request(method: method, headers: headers), configuration: configuration)
    }

    @Test func answersTheExampleOfTheStandard() throws {
        let fields = try handshake().fields
        #expect(fields[.secWebSocketAccept] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(fields[.upgrade] == "websocket")
        #expect(fields.count == 2)
    }

    @Test func namesAreComparedWithoutCase() throws {
        _ = try handshake([.upgrade: "foo, WebSocket", .connection: "keep-alive,\tUPGRADE"])
    }

    static let refused: [(HTTPField.Name, String, Int, String)] = [
        (.upgrade, "h2c", 426, "upgrade_required"), (.upgrade, "websocketx", 426, "upgrade_required"),
        (.connection, "keep-alive", 426, "upgrade_required"),
        (.secWebSocketVersion, "12", 426, "unsupported_websocket_version"),
        (.secWebSocketVersion, "013", 426, "unsupported_websocket_version"),
        (.secWebSocketKey, "", 400, "invalid_websocket_key"), (.secWebSocketKey, "abc", 400, "invalid_websocket_key"),
        (.secWebSocketKey, "dGhlIHNhbXBsZSBub25jZQ=", 400, "invalid_websocket_key"),
        (.secWebSocketKey, "dGhlIHNhbXBsZSBub25jZQAA", 400, "invalid_websocket_key"),
        (.secWebSocketKey, "dGhlIHNhbXBsZSBub25jZ!==", 400, "invalid_websocket_key"),
        (.origin, "https://evil.example", 403, "origin_not_allowed"), (.origin, "null", 403, "origin_not_allowed"),
        (.origin, "https://example.com.evil.example", 403, "origin_not_allowed"),
        (.origin, "https://example.com:8443", 403, "origin_not_allowed"), (.origin, "", 403, "origin_not_allowed"),
        (.origin, "https://example.com, https://evil.example", 403, "origin_not_allowed"),
    ]

    @Test(arguments: refused)
    func refuses(_ name: HTTPField.Name, _ value: String, _ status: Int, _ code: String) throws {
        let problem = #expect(throws: Problem.self) { try handshake([name: value]) }
        #expect(problem?.status.code == status)
        #expect(problem?.code == code)
    }

    @Test func tellsWhichVersionItSpeaks() {
        let problem = #expect(throws: Problem.self) { try handshake([.secWebSocketVersion: "8"]) }
        #expect(problem?.headers[.secWebSocketVersion] == "13")
    }

    @Test func onlyGetOpens() {
        let problem = #expect(throws: Problem.self) { try handshake(method: .head) }
        #expect(problem?.status == .upgradeRequired)
    }

    @Test func refusesABody() {
        let request = Request(headers: Self.opening, body: RequestBody("x"))
        let problem = #expect(throws: Problem.self) {
            try WebSocketHandshake(request, configuration: WebSocketConfiguration())
        }
        #expect(problem?.code == "unexpected_body")
    }

    @Test func knowsOrigins() throws {
        _ = try handshake([.origin: "https://Example.com"])
        var configuration = WebSocketConfiguration()
        configuration.origins = .only(["https://app.example"])
        _ = try handshake([.origin: "https://app.example"], configuration: configuration)
        _ = try handshake(configuration: configuration)
        #expect(throws: Problem.self) { try handshake([.origin: "https://example.com"], configuration: configuration) }
        configuration.origins = .any
        _ = try handshake([.origin: "null"], configuration: configuration)
    }

    @Test(
        arguments: [
            ("b, a", "a"), ("b", "b"), ("c", nil), ("", nil), ("A", nil), ("c , b", "b"),
        ] as [(String, String?)]
    )
    func choosesASubprotocol(_ offered: String, _ expected: String?) throws {
        var configuration = WebSocketConfiguration()
        configuration.subprotocols = ["a", "b"]
        let handshake = try handshake([.secWebSocketProtocol: offered], configuration: configuration)
        #expect(handshake.subprotocol == expected)
        #expect(handshake.fields[.secWebSocketProtocol] == expected)
    }

    // MARK: Extensions, RFC 7692, section 7.1

    static let offers: [(String, String?)] = [
        ("permessage-deflate", "permessage-deflate"),
        ("permessage-deflate; client_max_window_bits", "permessage-deflate"),
        ("permessage-deflate; client_max_window_bits=10", "permessage-deflate; client_max_window_bits=10"),
        ("permessage-deflate; client_max_window_bits=\"8\"", "permessage-deflate; client_max_window_bits=8"),
        ("permessage-deflate; server_max_window_bits=9", "permessage-deflate; server_max_window_bits=9"),
        ("permessage-deflate; server_max_window_bits=8", nil),
        ("permessage-deflate; server_max_window_bits=8, permessage-deflate", "permessage-deflate"),
        ("permessage-deflate; server_no_context_takeover", "permessage-deflate; server_no_context_takeover"),
        ("permessage-deflate;client_no_context_takeover", "permessage-deflate; client_no_context_takeover"),
        ("permessage-deflate; server_max_window_bits", nil), ("permessage-deflate; server_max_window_bits=16", nil),
        ("permessage-deflate; server_max_window_bits=010", nil), ("permessage-deflate; client_max_window_bits=7", nil),
        ("permessage-deflate; server_no_context_takeover=1", nil), ("permessage-deflate; foo", nil),
        ("permessage-deflate; server_no_context_takeover; server_no_context_takeover", nil),
        ("x-webkit-deflate-frame", nil), ("x; a=b, permessage-deflate", "permessage-deflate"),
        ("permessage-deflate;", nil), ("permessage-deflate,,", nil), ("", nil),
    ]

    @Test(arguments: offers)
    func agreesOnCompression(_ offer: String, _ expected: String?) throws {
        var configuration = WebSocketConfiguration()
        configuration.compression = .withContext
        let handshake = try handshake([.secWebSocketExtensions: offer], configuration: configuration)
        #expect(handshake.fields[.secWebSocketExtensions] == expected)
        #expect((handshake.deflate != nil) == (expected != nil))
    }

    @Test func compressesEachMessageByItselfUnlessAskedForMore() throws {
        let handshake = try handshake([.secWebSocketExtensions: "permessage-deflate"])
        #expect(
            handshake.fields[.secWebSocketExtensions]
                == "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        )
        var configuration = WebSocketConfiguration()
        configuration.compression = .none
        let plain = try self.handshake([.secWebSocketExtensions: "permessage-deflate"], configuration: configuration)
        #expect(plain.fields[.secWebSocketExtensions] == nil)
    }

    @Test(arguments: [
        ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"), ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
        (String(repeating: "a", count: 1_000), "291e9a6c66994949b57ba5e650361e98fc36b1ba"),
    ])
    func hashes(_ text: String, _ expected: String) {
        let hex = SHA1.hash(Array(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(hex == expected)
    }
}
