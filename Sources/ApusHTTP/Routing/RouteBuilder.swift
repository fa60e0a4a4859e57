public import HTTPTypes

/// Something routes can be added to: a ``Router`` or a ``RouteGroup``.
///
/// A pattern is a path of segments. `{name}` stands for one segment that is not empty, `{name:int}` for one that is a
/// whole number, `{name:uuid}` for a UUID, and `{name...}`, which must come last, for all the rest of the path, which
/// may be empty. All other text stands for itself and is written decoded.
///
/// | pattern | path | parameters |
/// |---|---|---|
/// | `/countries/{code}` | `/countries/FI` | code: `FI` |
/// | `/countries/{code}` | `/countries/a%2Fb` | code: `a/b` |
/// | `/places/{id:int}` | `/places/7` | id: `7`; `/places/x` does not match |
/// | `/files/{path...}` | `/files/docs/a.txt` | path: `docs/a.txt` |
/// | `/files/{path...}` | `/files/` | path: the empty string |
///
/// Where several patterns match, text beats a number or a UUID, these beat any other parameter, and that a catch-all,
/// from left to right; a pattern without a route for the method of the request is passed over. A trailing slash counts
/// unless ``Router/trailingSlash`` says otherwise. Paths are not normalized: `//`, `.` and `..` mean nothing.
///
/// A handler returns a ``Response``, anything ``ResponseConvertible`` such as a `String`, or a value that can be
/// encoded, which becomes JSON. A HEAD request goes to the GET route unless there is a HEAD route; OPTIONS is answered
/// with `Allow` unless there is a route for it.
public protocol RouteBuilder {
    /// Adds a route.
    func add(_ route: Route)

    /// Gives a pattern a name, by which ``Request/url(for:_:query:)`` makes paths that match it.
    ///
    /// ```swift
    /// router.get("/countries/{code}") { … }
    /// router.name(.country, "/countries/{code}")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The name. Two patterns of one name are a mistake that compiling the router finds.
    ///   - pattern: The pattern of at least one route, as it was given to the same builder.
    func name(_ name: RouteName, _ pattern: String)
}

extension RouteBuilder {
    /// Adds a route.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - pattern: The pattern of the path, as above.
    ///   - middleware: What wraps the handler, the outermost first.
    ///   - handler: Answers the requests.
    public func addRoute(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        middleware: [any Middleware] = [],
        handler: @escaping Handler
    ) {
        add(Route(method, pattern, middleware: middleware, handler: handler))
    }

    /// Adds a route for `method`.
    public func on<Result: ResponseConvertible>(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        addRoute(method, pattern) { request in
            try await handler(request).response(to: request)
        }
    }
}
