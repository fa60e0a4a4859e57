/// What a router does with a path that has a slash too many or too few at its end.
public enum TrailingSlashPolicy: Hashable, Sendable {
    /// `/a` and `/a/` are two paths: 404 for the one without a route.
    case strict
    /// 308 to the path that has a route. The method and the query are kept.
    case redirect
    /// The path without a route is answered by the route of the other.
    case ignore
}
