import ApusHTTP
import HTTPTypes
import Testing

@Suite struct CORSTests {
    private let origin = "https://app.example.com"

    private func preflight(from origin: String, path: String = "/", headers: HeaderFields = [:]) -> Request {
        var headers = headers
        headers[.origin] = origin
        headers[.accessControlRequestMethod] = "PUT"
        headers[.accessControlRequestHeaders] = "content-type"
        return Request(method: .options, target: path, headers: headers)
    }

    @Test(arguments: ["/", "/no/options/route/here"])
    func aPreflightIsAnsweredForEveryPath(_ path: String) async throws {
        let cors = try CORS(origins: [origin], allowsCredentials: true)
        let response = try await answer(preflight(from: origin, path: path), with: cors)
        #expect(response.status == .noContent)
        #expect(
            response.headers.map { "\($0.name): \($0.value)" }.sorted() == [
                "Access-Control-Allow-Credentials: true",
                "Access-Control-Allow-Headers: Accept, Authorization, Content-Type, If-Match, If-None-Match",
                "Access-Control-Allow-Methods: GET, HEAD, POST, PUT, PATCH, DELETE",
                "Access-Control-Allow-Origin: https://app.example.com",
                "Access-Control-Max-Age: 600",
                "Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
            ]
        )
    }

    @Test(arguments: [
        "https://evil.example", "https://app.example.com.evil.example", "https://evil-app.example.com",
        "http://app.example.com", "https://app.example.com:8443", "https://APP.example.com", "null", "",
        "https://app.example.com, https://evil.example", "https://app.example.com/",
    ])
    func anotherOriginGetsNoPermission(_ other: String) async throws {
        let cors = try CORS(origins: [origin], allowsCredentials: true)
        let refused = try await answer(preflight(from: other), with: cors)
        #expect(refused.status == .forbidden)
        #expect(try await refused.problemCode == "origin_not_allowed")
        let request = Request(headers: [.origin: other])
        let response = try await answer(request, with: cors) { _ in
            Response(status: .ok, headers: [.accessControlAllowOrigin: "*", .accessControlAllowCredentials: "true"])
        }
        #expect(response.status == .ok)
        for response in [refused, response] {
            #expect(!response.headers.contains(.accessControlAllowOrigin))
            #expect(!response.headers.contains(.accessControlAllowCredentials))
            #expect(response.headers[.vary]?.hasPrefix("Origin") == true)
        }
    }

    @Test func aResponseCarriesThePermissionAlsoWhenItIsAnError() async throws {
        let cors = try CORS(origins: [origin], exposing: [.eTag, .location])
        for (target, status) in [("/", 200), ("/missing", 404)] {
            let request = Request(target: target, headers: [.origin: origin])
            let response = try await answer(request, with: cors) { request in
                guard request.path == "/" else { throw Problem.notFound }
                return Response(status: .ok, headers: [.vary: "Accept"])
            }
            #expect(response.status.code == status)
            #expect(response.headers[.accessControlAllowOrigin] == origin)
            #expect(response.headers[.accessControlExposeHeaders] == "ETag, Location")
            #expect(response.headers[.vary] == (status == 200 ? "Accept, Origin" : "Origin"))
            #expect(!response.headers.contains(.accessControlAllowCredentials))
        }
    }

    /// A cache must not keep the answer to a request without `Origin` for those that have one.
    @Test func aRequestWithoutOriginVariesToo() async throws {
        let response = try await answer(Request(), with: try CORS(origins: [origin]))
        #expect(response.headers[.vary] == "Origin")
        #expect(!response.headers.contains(.accessControlAllowOrigin))
    }

    @Test func everyOriginMeansNoCredentials() async throws {
        let response = try await answer(Request(headers: [.origin: "https://a.example"]), with: CORS())
        #expect(response.headers[.accessControlAllowOrigin] == "*")
        #expect(!response.headers.contains(.accessControlAllowCredentials))
        #expect(!response.headers.contains(.vary))
        #expect(try await answer(preflight(from: "null"), with: CORS()).status == .noContent)
    }

    @Test func otherOptionsRequestsPass() async throws {
        let response = try await answer(Request(method: .options, headers: [.origin: origin]), with: CORS())
        #expect(response.status == .noContent)
        #expect(response.headers[.allow] == "GET, HEAD, POST, PUT, OPTIONS")
    }

    @Test(arguments: ["", "*", "app.example.com", "https://*.example.com", "https://a.example/path", "ftp://a", "null"])
    func whatIsNoOriginIsRefusedAtStartUp(_ text: String) {
        #expect(throws: MiddlewareError.self) { try CORS(origins: [text]) }
    }

    @Test func originsAreWrittenAsBrowsersDo() async throws {
        let cors = try CORS(origins: ["HTTPS://App.Example.com:443/", "http://localhost:3000"])
        for origin in ["https://app.example.com", "http://localhost:3000"] {
            let response = try await answer(Request(headers: [.origin: origin]), with: cors)
            #expect(response.headers[.accessControlAllowOrigin] == origin)
        }
    }
}
