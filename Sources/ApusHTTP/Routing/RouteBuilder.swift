public import HTTPTypes

/// Something routes can be added to: a ``Router`` or a ``RouteGroup``.
///
/// A pattern is a path of segments. `{name}` stands for one segment that is not empty, `{name...}`, which must come
/// last, for all the rest of the path, which may be empty. All other text stands for itself and is written decoded.
///
/// | pattern | path | parameters |
/// |---|---|---|
/// | `/countries/{code}` | `/countries/FI` | code: `FI` |
/// | `/countries/{code}` | `/countries/a%2Fb` | code: `a/b` |
/// | `/files/{path...}` | `/files/docs/a.txt` | path: `docs/a.txt` |
/// | `/files/{path...}` | `/files/` | path: the empty string |
///
/// Where several patterns match, text beats a parameter and a parameter beats a catch-all, from left to right; a
/// pattern without a route for the method of the request is passed over. A trailing slash counts: `/a` and `/a/` are
/// two paths. Paths are not normalized: `//`, `.` and `..` mean nothing.
///
/// A handler returns a ``Response``, anything ``ResponseConvertible`` such as a `String`, or a value that can be
/// encoded, which becomes JSON. A HEAD request goes to the GET route unless there is a HEAD route; OPTIONS is answered
/// with `Allow` unless there is a route for it.
public protocol RouteBuilder {
    /// Adds a route.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - pattern: The pattern of the path, as above.
    ///   - middleware: What wraps the handler, the outermost first.
    ///   - handler: Answers the requests.
    func addRoute(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        middleware: [any Middleware],
        handler: @escaping Handler
    )
}

extension RouteBuilder {
    /// Adds a route for `method`.
    public func on<Result: ResponseConvertible>(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        addRoute(method, pattern, middleware: []) { request in
            try await handler(request).response(to: request)
        }
    }

    /// Makes a group of routes whose patterns begin with `prefix` and which `middleware` wraps.
    ///
    /// ```swift
    /// let admin = router.group("/admin", RequireAdmin())
    /// admin.get("/users") { … }                                // GET /admin/users
    /// ```
    ///
    /// - Parameters:
    ///   - prefix: The text that comes before each pattern; it begins with a slash and does not end with one.
    ///   - middleware: What wraps every route of the group, the outermost first.
    public func group(_ prefix: String, _ middleware: any Middleware...) -> RouteGroup {
        RouteGroup(parent: self, prefix: prefix, middleware: middleware)
    }
}
