/// Answers requests with the routes of a ``Router``. It never changes and can be shared freely.
public final class Responder: Sendable {
    struct Route: Sendable {
        let matched: MatchedRoute
        let respond: Next
    }

    private let table: RouteTable
    private let routes: [Route]
    private let fallback: Next
    private let names: RouteNames

    init(table: RouteTable, routes: [Route], fallback: Next, names: RouteNames) {
        self.table = table
        self.routes = routes
        self.fallback = fallback
        self.names = names
    }

    /// Answers `request`; every error has become a response.
    public func respond(to request: Request) async -> Response {
        guard case .route(let index) = table.match(request) else {
            return await fallback(request)
        }
        var request = request
        request.route = routes[index].matched
        return await routes[index].respond(request)
    }

    /// The pattern of the route that `request` matches; nil when none does. It costs what routing costs.
    package func pattern(for request: Request) -> String? {
        guard case .route(let index) = table.match(request) else { return nil }
        return routes[index].matched.pattern
    }

    /// Makes the path for a named pattern; see ``Request/url(for:_:query:)``.
    public func url(
        for name: RouteName,
        _ parameters: KeyValuePairs<String, any CustomStringConvertible> = [:],
        query: KeyValuePairs<String, any CustomStringConvertible> = [:]
    ) throws(RoutingError) -> String {
        try names.url(for: name, parameters, query: query)
    }
}
