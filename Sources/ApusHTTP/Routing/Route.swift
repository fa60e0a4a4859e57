public import HTTPTypes

/// A method, a pattern and what answers the requests that match them.
public struct Route: Sendable {
    /// The method.
    public var method: HTTPRequest.Method

    /// The pattern of the path: `/countries/{code}`.
    public var pattern: String

    /// The pattern of the host that the request must be for; nil for any.
    public var host: String?

    /// What wraps the handler, the outermost first.
    public var middleware: [any Middleware]

    /// Answers the requests.
    public var handler: Handler

    /// How errors of the handler are shown, besides what the router says of them.
    var errorMappings: [@Sendable (any Error) -> Problem?] = []

    /// Makes a route.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - pattern: The pattern of the path; see ``RouteBuilder``.
    ///   - middleware: What wraps the handler, the outermost first.
    ///   - handler: Answers the requests.
    public init(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        middleware: [any Middleware] = [],
        handler: @escaping Handler
    ) {
        self.method = method
        self.pattern = pattern
        self.middleware = middleware
        self.handler = handler
    }
}
