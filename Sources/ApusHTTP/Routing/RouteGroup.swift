public import HTTPTypes

/// Routes whose patterns begin with the same text and which the same middleware wraps; see
/// ``RouteBuilder/group(_:_:)``.
public struct RouteGroup: RouteBuilder {
    private let parent: any RouteBuilder
    private let prefix: String
    private let middleware: [any Middleware]

    init(parent: any RouteBuilder, prefix: String, middleware: [any Middleware]) {
        self.parent = parent
        self.prefix = prefix
        self.middleware = middleware
    }

    /// Adds a route to the group.
    public func addRoute(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        middleware: [any Middleware],
        handler: @escaping Handler
    ) {
        parent.addRoute(method, prefix + pattern, middleware: self.middleware + middleware, handler: handler)
    }
}
