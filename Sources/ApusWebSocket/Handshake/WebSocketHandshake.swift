import ApusHTTP
import HTTPTypes

/// The opening handshake, the server's side of it (RFC 6455, section 4.2): what a request asks for and what it gets.
struct WebSocketHandshake {
    /// The subprotocol that has been chosen.
    let subprotocol: String?
    /// How messages are compressed; nil when they are not.
    let deflate: DeflateParameters?
    /// The fields of the response.
    let fields: HeaderFields

    /// Accepts `request`.
    ///
    /// - Throws: A ``Problem`` when the request does not open a WebSocket or comes from a page that may not.
    init(_ request: Request, configuration: WebSocketConfiguration) throws {
        let headers = request.headers
        guard request.method == .get, !request.head.isHTTP10, headers.list(.upgrade).contains("websocket"),
            headers.list(.connection).contains("upgrade")
        else {
            throw Problem(
                status: .upgradeRequired,
                code: "upgrade_required",
                detail: "This route opens a WebSocket.",
                headers: [.upgrade: "websocket"]
            )
        }
        guard headers.values(for: .secWebSocketVersion) == ["13"] else {
            throw Problem(
                status: .upgradeRequired,
                code: "unsupported_websocket_version",
                detail: "This server speaks version 13 of the WebSocket protocol.",
                headers: [.upgrade: "websocket", .secWebSocketVersion: "13"]
            )
        }
        let keys = headers.values(for: .secWebSocketKey)
        guard keys.count == 1, Self.isSixteenBytes(keys[0]) else {
            throw Problem.badRequest(
                code: "invalid_websocket_key",
                detail: "There must be one Sec-WebSocket-Key of 16 bytes in Base64."
            )
        }
        guard request.body.isEmpty else {
            throw Problem.badRequest(code: "unexpected_body", detail: "The opening handshake has no body.")
        }
        guard configuration.origins.allows(request) else {
            throw Problem(
                status: .forbidden,
                code: "origin_not_allowed",
                detail: "Pages of this origin may not connect."
            )
        }
        var fields: HeaderFields = [.upgrade: "websocket", .secWebSocketAccept: Self.accept(keys[0])]
        let offered = headers.values(for: .secWebSocketProtocol).flatMap(\.members)
        subprotocol = configuration.subprotocols.first(where: offered.contains)
        if let subprotocol { fields[.secWebSocketProtocol] = subprotocol }
        let agreement = headers[.secWebSocketExtensions].flatMap { offers in
            configuration.compression == .none
                ? nil : DeflateParameters.negotiate(offers, keepsContext: configuration.compression == .withContext)
        }
        deflate = agreement?.parameters
        if let agreement { fields[.secWebSocketExtensions] = agreement.answer }
        self.fields = fields
    }

    /// Whether `key` is 16 bytes in Base64.
    private static func isSixteenBytes(_ key: String) -> Bool {
        key.utf8.count == 24 && key.hasSuffix("==")
            && Base64.standard.decode(key.utf8.prefix(22), ignoresSpareBits: true)?.count == 16
    }

    /// The proof that the server has understood the key (section 4.2.2).
    static func accept(_ key: String) -> String {
        Base64.standard.encode(SHA1.hash(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
    }
}

extension WebSocketConfiguration.Origins {
    /// Whether the page that sent `request` may connect.
    fileprivate func allows(_ request: Request) -> Bool {
        let origins = request.headers.values(for: .origin)
        guard let origin = origins.first else { return true }
        guard origins.count == 1 else { return false }
        switch self {
        case .any: return true
        case .only(let allowed): return allowed.contains(origin)
        case .same:
            // The scheme may differ: behind a proxy that ends TLS, the server does not know the one of the page.
            guard let host = request.host?.lowercased(), let separator = origin.firstRange(of: "://") else {
                return false
            }
            return !host.isEmpty && origin[separator.upperBound...].lowercased() == host
        }
    }
}

extension HeaderFields {
    /// The members of a list of names, in lower case.
    fileprivate func list(_ name: HTTPField.Name) -> [String] {
        values(for: name).flatMap(\.members).map { $0.lowercased() }
    }
}

extension String {
    /// The members of a comma-separated list.
    fileprivate var members: [String] {
        split(separator: ",").map { member in
            let start = member.drop { $0 == " " || $0 == "\t" }
            return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }
    }
}
