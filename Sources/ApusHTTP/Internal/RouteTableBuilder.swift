import HTTPTypes

/// Builds a ``RouteTable``.
struct RouteTableBuilder {
    private let trailingSlash: TrailingSlashPolicy
    private var tree = RouteTreeBuilder()
    private var hosts: [(pattern: HostPattern, tree: RouteTreeBuilder)] = []

    init(trailingSlash: TrailingSlashPolicy) {
        self.trailingSlash = trailingSlash
    }

    /// Adds the route `index`.
    ///
    /// - Throws: ``RoutingError`` when another route already matches the same requests.
    mutating func insert(
        _ pattern: RoutePattern,
        host: HostPattern?,
        method: HTTPRequest.Method,
        route index: Int
    ) throws(RoutingError) {
        guard let host else { return try tree.insert(pattern, method: method, route: index) }
        if let known = hosts.firstIndex(where: { $0.pattern.isSame(as: host) }) {
            return try hosts[known].tree.insert(pattern, method: method, route: index)
        }
        var tree = RouteTreeBuilder()
        try tree.insert(pattern, method: method, route: index)
        hosts.append((host, tree))
    }

    /// The finished table.
    func build() -> RouteTable {
        let names = hosts.filter { $0.pattern.parameter == nil }
        let parameters = hosts.filter { $0.pattern.parameter != nil }
        return RouteTable(
            tree: tree.build(),
            hosts: (names + parameters).map { RouteTable.Host(pattern: $0.pattern, tree: $0.tree.build()) },
            trailingSlash: trailingSlash
        )
    }
}
