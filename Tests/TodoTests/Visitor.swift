import ApusHTTP
import ApusTesting
import HTTPTypes
import Testing

/// A browser that has a session.
struct Visitor: Sendable {
    let app: TestClient
    /// What the application set.
    let setCookie: String
    /// What the browser sends.
    let cookie: String

    init(_ app: TestClient) async throws {
        self.app = app
        let response = try await app.send(.post, "/session")
        setCookie = try #require(response.headers[.setCookie])
        cookie = String(setCookie.prefix { $0 != ";" })
    }

    init(_ app: TestClient, cookie: String) {
        self.app = app
        self.cookie = cookie
        setCookie = cookie
    }

    func get(_ target: String) async throws -> TestResponse {
        try await app.get(target, headers: [.cookie: cookie])
    }

    func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        headers: HeaderFields = [:],
        body: String = ""
    ) async throws -> TestResponse {
        var headers = headers
        headers[.cookie] = cookie
        return try await app.send(method, target, headers: headers, body: body)
    }

    func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        json: String,
        headers: HeaderFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        headers[.cookie] = cookie
        return try await app.send(method, target, json: json, headers: headers)
    }
}
