/// Routes whose patterns begin with the same text, which are for the same host, or which the same middleware wraps; see
/// ``RouteBuilder/group(_:_:)`` and ``RouteBuilder/host(_:_:)``.
public struct RouteGroup: RouteBuilder {
    private let parent: any RouteBuilder
    private let prefix: String
    private let host: String?
    private let middleware: [any Middleware]

    init(parent: any RouteBuilder, prefix: String = "", host: String? = nil, middleware: [any Middleware]) {
        self.parent = parent
        self.prefix = prefix
        self.host = host
        self.middleware = middleware
    }

    /// Adds a route to the group.
    public func add(_ route: Route) {
        var route = route
        route.pattern = prefix + route.pattern
        route.host = route.host ?? host
        route.middleware = middleware + route.middleware
        parent.add(route)
    }

    /// Gives a pattern of the group a name.
    public func name(_ name: RouteName, _ pattern: String) {
        parent.name(name, prefix + pattern)
    }
}
