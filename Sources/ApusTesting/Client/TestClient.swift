public import ApusHTTP
public import HTTPTypes
public import NIOCore

/// Sends requests to the routes of a test, as a client would.
///
/// ```swift
/// let client = try TestClient(router)
/// let response = try await client.get("/countries/FI")
/// #expect(response.status == .ok)
/// ```
///
/// This one calls them in process; ``TestTransport`` makes clients for both ways. Requests have `Host: localhost` unless they
/// say something else. Redirects are not followed.
public struct TestClient: Sendable {
    let transport: any ClientTransport

    /// The cookies that the client keeps; nil when it keeps none, as clients of an API do.
    public private(set) var cookies: CookieJar?

    /// Makes a client that calls routes in process.
    ///
    /// - Parameter router: The routes to call.
    /// - Throws: When the routes contradict each other.
    public init(_ router: Router) throws {
        self.init(InProcessTransport(try router.compile()))
    }

    init(_ transport: any ClientTransport) {
        self.transport = transport
    }

    /// A client of the same routes that keeps cookies as a browser does, and has none yet.
    public func keepingCookies() -> TestClient {
        var client = self
        client.cookies = CookieJar()
        return client
    }

    /// Sends a request.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - target: Path and query, percent-encoded as on the wire.
    ///   - headers: The header fields.
    ///   - body: The body.
    public func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        headers: HeaderFields = [:],
        body: String = ""
    ) async throws -> TestResponse {
        try await send(method, target, headers: headers, bytes: ByteBuffer(string: body))
    }

    /// Sends a request whose body is bytes.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - target: Path and query, percent-encoded as on the wire.
    ///   - headers: The header fields.
    ///   - bytes: The body.
    public func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        headers: HeaderFields = [:],
        bytes: ByteBuffer
    ) async throws -> TestResponse {
        let request = ClientRequest(method: method, target: target, headers: headers, body: bytes)
        return try await exchange(request) { try await TestResponse($0) }
    }

    /// Sends a GET request.
    ///
    /// - Parameters:
    ///   - target: Path and query, percent-encoded as on the wire.
    ///   - headers: The header fields.
    public func get(_ target: String, headers: HeaderFields = [:]) async throws -> TestResponse {
        try await send(.get, target, headers: headers)
    }

    /// Sends a request, and gives `body` the response while it arrives; the response is given up when `body` returns.
    func exchange<Value>(
        _ request: ClientRequest,
        _ body: (any ClientExchange) async throws -> Value
    ) async throws -> Value {
        var request = request
        let host = request.headers[.hostField] ?? "localhost"
        request.headers[.hostField] = host
        if let cookies, let field = cookies.field(for: request.target, of: host) {
            request.headers[.cookie] = [request.headers[.cookie], field].compactMap(\.self).joined(separator: "; ")
        }
        let exchange = try await transport.open(request)
        cookies?.keep(exchange.headers.values(for: .setCookie), from: request.target, of: host)
        do {
            let value = try await body(exchange)
            await exchange.close()
            return value
        } catch {
            await exchange.close()
            throw error
        }
    }
}

extension HTTPField.Name {
    /// `Host`, which the ecosystem's type keeps for itself.
    fileprivate static let hostField = HTTPField.Name("Host") ?? .server
}
