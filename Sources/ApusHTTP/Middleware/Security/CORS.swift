public import HTTPTypes

/// Lets pages of other origins call these routes from a browser: cross-origin resource sharing (Fetch standard).
///
/// ```swift
/// router.use(try CORS(origins: ["https://app.example.com"], allowsCredentials: true))
/// router.use(CORS(headers: [.contentType]))       // a public API: every origin, without cookies
/// ```
///
/// Preflights are answered here, for every path and also where there is no OPTIONS route, so this belongs before any
/// middleware that asks who the client is.
///
/// **Threat.** An origin that is let in with credentials can do all that the user can. Origins are compared as a whole:
/// there are no patterns that `https://app.example.com.evil.net` could match. The `Origin` of a request is sent back
/// only when it is in the list, with `Vary: Origin`, so that no cache gives one origin the permission of another.
/// Every origin together with credentials cannot be said. This is no access control: other clients ignore it.
public struct CORS: Middleware {
    private let origins: Set<String>?
    private let allowsCredentials: Bool
    private let allowedMethods: String
    private let allowedHeaders: String
    private let exposedHeaders: String
    private let maximumAge: String

    /// The methods that are allowed unless you say otherwise.
    public static let defaultMethods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete]

    /// The request fields that are allowed unless you say otherwise.
    public static let defaultHeaders: [HTTPField.Name] = [
        .accept, .authorization, .contentType, .ifMatch, .ifNoneMatch,
    ]

    /// Makes the middleware for a list of origins.
    ///
    /// - Parameters:
    ///   - origins: Schemes and hosts, with the port if it is not the usual one: `https://app.example.com`.
    ///   - methods: The methods that a page may use.
    ///   - headers: The request fields that a page may set.
    ///   - exposing: The response fields that a page may read, beyond the harmless ones.
    ///   - allowsCredentials: Whether the browser may send cookies and let the page read the response.
    ///   - maximumAge: How long the browser may remember a preflight; browsers have limits of their own.
    /// - Throws: ``MiddlewareError`` when an origin is none.
    public init(
        origins: [String],
        methods: [HTTPRequest.Method] = CORS.defaultMethods,
        headers: [HTTPField.Name] = CORS.defaultHeaders,
        exposing: [HTTPField.Name] = [],
        allowsCredentials: Bool = false,
        maximumAge: Duration = .seconds(600)
    ) throws(MiddlewareError) {
        self.init(Set(try Origin.normalized(origins)), methods, headers, exposing, allowsCredentials, maximumAge)
    }

    /// Makes the middleware for every origin, without credentials: for what anybody may read.
    ///
    /// - Parameters:
    ///   - methods: The methods that a page may use.
    ///   - headers: The request fields that a page may set.
    ///   - exposing: The response fields that a page may read, beyond the harmless ones.
    ///   - maximumAge: How long the browser may remember a preflight.
    public init(
        methods: [HTTPRequest.Method] = CORS.defaultMethods,
        headers: [HTTPField.Name] = CORS.defaultHeaders,
        exposing: [HTTPField.Name] = [],
        maximumAge: Duration = .seconds(600)
    ) {
        self.init(nil, methods, headers, exposing, false, maximumAge)
    }

    private init(
        _ origins: Set<String>?,
        _ methods: [HTTPRequest.Method],
        _ headers: [HTTPField.Name],
        _ exposing: [HTTPField.Name],
        _ allowsCredentials: Bool,
        _ maximumAge: Duration
    ) {
        self.origins = origins
        self.allowsCredentials = allowsCredentials
        allowedMethods = methods.map(\.rawValue).joined(separator: ", ")
        allowedHeaders = headers.map(\.rawName).joined(separator: ", ")
        exposedHeaders = exposing.map(\.rawName).joined(separator: ", ")
        self.maximumAge = String(maximumAge.components.seconds)
    }

    /// Answers preflights, and adds the permission to the response of `next`.
    public func respond(to request: Request, next: Next) async -> Response {
        if request.method == .options, request.headers.contains(.accessControlRequestMethod),
            request.headers.contains(.origin)
        {
            return preflight(request)
        }
        var response = await next(request)
        permit(request.headers[.origin], in: &response)
        if !exposedHeaders.isEmpty { response.headers[.accessControlExposeHeaders] = exposedHeaders }
        return response
    }

    private func preflight(_ request: Request) -> Response {
        var response = Response(status: .noContent)
        if permit(request.headers[.origin], in: &response) {
            response.headers[.accessControlAllowMethods] = allowedMethods
            if !allowedHeaders.isEmpty { response.headers[.accessControlAllowHeaders] = allowedHeaders }
            response.headers[.accessControlMaxAge] = maximumAge
        } else {
            let problem = Problem(
                status: .forbidden,
                code: "origin_not_allowed",
                detail: "Pages of this origin may not call this server."
            )
            response = problem.response(requestID: request.id)
        }
        response.vary(by: .origin, .accessControlRequestMethod, .accessControlRequestHeaders)
        return response
    }

    /// Writes the permission for an origin.
    ///
    /// - Returns: Whether it has one.
    @discardableResult
    private func permit(_ origin: String?, in response: inout Response) -> Bool {
        guard let origins else {
            response.headers[.accessControlAllowOrigin] = "*"
            return true
        }
        response.vary(by: .origin)
        guard let origin, origins.contains(origin) else {
            // A handler further in may not grant what has been refused here.
            response.headers[.accessControlAllowOrigin] = nil
            response.headers[.accessControlAllowCredentials] = nil
            return false
        }
        response.headers[.accessControlAllowOrigin] = origin
        if allowsCredentials { response.headers[.accessControlAllowCredentials] = "true" }
        return true
    }
}
