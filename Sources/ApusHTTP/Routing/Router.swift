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
    private var table: [Route] = []
    private(set) var names: [(RouteName, String)] = []
    private var middleware: [any Middleware] = []
    private var errors = ErrorResponder()

    /// What happens to a path that has a slash too many or too few at its end; ``TrailingSlashPolicy/strict`` unless
    /// it is set. It is that of the outermost router.
    public var trailingSlash = TrailingSlashPolicy.strict

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
    public func add(_ route: Route) {
        table.append(route)
    }

    /// Gives a pattern a name.
    public func name(_ name: RouteName, _ pattern: String) {
        names.append((name, pattern))
    }

    /// The routes, in the order in which they were added.
    public var routes: [RouteDescription] {
        table.map { route in
            RouteDescription(
                method: route.method,
                pattern: route.pattern,
                host: route.host,
                name: names.first { $0.1 == route.pattern }?.0
            )
        }
    }

    /// The routes with everything that this router adds to them.
    var mountableRoutes: [Route] {
        table.map { route in
            var route = route
            route.middleware = middleware + route.middleware
            route.errorMappings += errors.mappings
            return route
        }
    }

    /// Makes the responder that serves these routes.
    ///
    /// - Throws: ``RoutingError`` when a pattern cannot be understood, two routes match the same requests, or a name is
    ///   used twice or for a pattern without a route.
    public func compile() throws(RoutingError) -> Responder {
        var builder = RouteTableBuilder(trailingSlash: trailingSlash)
        let names = try RouteNames(names, of: Set(table.map(\.pattern)))
        var routes: [Responder.Route] = []
        for (index, route) in table.enumerated() {
            let pattern = try RoutePattern(route.pattern)
            let host = try route.host.map { host throws(RoutingError) in try HostPattern(host, for: pattern) }
            try builder.insert(pattern, host: host, method: route.method, route: index)
            var errors = errors
            errors.mappings = route.errorMappings + errors.mappings
            routes.append(
                Responder.Route(
                    matched: MatchedRoute(pattern, host: host, names: names),
                    respond: chain(middleware + route.middleware, around: route.handler, errors)
                )
            )
        }
        let table = builder.build()
        let fallback = chain(middleware, around: { request in try table.fallback(for: request) }, errors)
        return Responder(table: table, routes: routes, fallback: fallback, names: names)
    }

    private func chain(
        _ middleware: [any Middleware],
        around handler: @escaping Handler,
        _ errors: ErrorResponder
    ) -> Next {
        var chain = Next(handler, errors: errors)
        for element in middleware.reversed() { chain = Next(element, around: chain, errors: errors) }
        return chain
    }
}
