public import ApusHTTP
public import HTTPTypes

/// Calls routes without a socket, as a client would over one.
///
/// ```swift
/// let client = try TestClient(router)
/// let response = try await client.get("/countries/FI")
/// #expect(response.status == .ok)
/// ```
public struct TestClient: Sendable {
    private let routes: Responder

    /// Makes a client.
    ///
    /// - Parameter router: The routes to call.
    /// - Throws: When the routes contradict each other.
    public init(_ router: Router) throws {
        routes = try router.compile()
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
        let request = Request(method: method, target: target, headers: headers, body: RequestBody(body))
        return try await TestResponse(await routes.respond(to: request))
    }

    /// Sends a GET request.
    ///
    /// - Parameters:
    ///   - target: Path and query, percent-encoded as on the wire.
    ///   - headers: The header fields.
    public func get(_ target: String, headers: HeaderFields = [:]) async throws -> TestResponse {
        try await send(.get, target, headers: headers)
    }

    /// Sends a request whose body is a JSON document.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - target: Path and query, percent-encoded as on the wire.
    ///   - json: The document.
    ///   - headers: Further header fields.
    public func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        json: String,
        headers: HeaderFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = headers[.contentType] ?? "application/json"
        return try await send(method, target, headers: headers, body: json)
    }
}
