public import HTTPTypes

/// A route as a list of routes shows it.
public struct RouteDescription: Hashable, Sendable, CustomStringConvertible {
    /// The method.
    public let method: HTTPRequest.Method

    /// The pattern of the path: `/countries/{code}`.
    public let pattern: String

    /// The pattern of the host; nil for any.
    public let host: String?

    /// The name of the pattern; nil for none.
    public let name: RouteName?

    /// `GET /countries/{code}`, with the host before the path if the route is for one.
    public var description: String { "\(method.rawValue) \(host ?? "")\(pattern)" }
}
