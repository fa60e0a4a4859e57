public import HTTPTypes

/// The routes and the middleware of a program.
///
/// ```swift
/// let router = Router()
/// router.use(AccessLog())
/// router.get("/") { _ in "Hello" }
/// router.get("/hello/{name}") { request in "Hello, \(try request.parameter("name"))!" }
/// ```
///
/// A router is filled at start-up; ``compile()`` then makes the ``Responder`` that serves, which never changes. See
/// ``RouteBuilder`` for patterns and precedence.
public final class Router: RouteBuilder {
    private struct Route {
        let method: HTTPRequest.Method
        let pattern: String
        let middleware: [any Middleware]
        let handler: Handler
    }

    private var table: [Route] = []
    private var middleware: [any Middleware] = []
    private var errors = ErrorResponder()

    /// Makes a router without routes.
    public init() {}

    /// Adds middleware that wraps every request, also those that no route matches. It makes no difference whether
    /// routes are added before or after.
    public func use(_ middleware: any Middleware...) {
        self.middleware += middleware
    }

    /// Says how errors of a type are shown to clients, for errors that are not ``ProblemConvertible`` themselves.
    ///
    /// ```swift
    /// router.mapError(DatabaseError.self) { error in
    ///     error.isUnreachable ? .serviceUnavailable(retryAfter: 5) : .internalServerError
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - type: The type of the errors.
    ///   - transform: Makes the problem. One with a status of 500 or above is logged together with the error.
    public func mapError<Failure: Error>(
        _ type: Failure.Type = Failure.self,
        _ transform: @escaping @Sendable (Failure) -> Problem
    ) {
        errors.mappings.append { ($0 as? Failure).map(transform) }
    }

    /// Says how the responses to errors are made where a problem document will not do, such as a page for people.
    ///
    /// - Parameter render: Makes the response to an error, which has become a problem already; nil for the problem
    ///   document. What it puts into the response is sent, so nothing internal belongs there.
    public func renderErrors(_ render: @escaping @Sendable (any Error, Problem, Request) -> Response?) {
        errors.rendering = render
    }

    /// Adds a route.
    public func addRoute(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        middleware: [any Middleware],
        handler: @escaping Handler
    ) {
        table.append(Route(method: method, pattern: pattern, middleware: middleware, handler: handler))
    }

    /// The routes, in the order in which they were added.
    public var routes: [RouteDescription] {
        table.map { RouteDescription(method: $0.method, pattern: $0.pattern) }
    }

    /// Makes the responder that serves these routes.
    ///
    /// - Throws: ``RoutingError`` when a pattern cannot be understood or two routes match the same requests.
    public func compile() throws(RoutingError) -> Responder {
        var builder = RouteTreeBuilder()
        var routes: [Responder.Route] = []
        for (index, route) in table.enumerated() {
            let pattern = try RoutePattern(route.pattern)
            try builder.insert(pattern, method: route.method, route: index)
            routes.append(
                Responder.Route(
                    matched: MatchedRoute(pattern),
                    respond: chain(middleware + route.middleware, around: route.handler)
                )
            )
        }
        let tree = builder.build()
        let fallback = chain(middleware) { request in try tree.fallback(for: request) }
        return Responder(tree: tree, routes: routes, fallback: fallback)
    }

    private func chain(_ middleware: [any Middleware], around handler: @escaping Handler) -> Next {
        var chain = Next(handler, errors: errors)
        for element in middleware.reversed() { chain = Next(element, around: chain, errors: errors) }
        return chain
    }
}
