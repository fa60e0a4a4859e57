public import HTTPTypes

/// A route as a list of routes shows it.
public struct RouteDescription: Hashable, Sendable, CustomStringConvertible {
    /// The method.
    public let method: HTTPRequest.Method

    /// The pattern of the path: `/countries/{code}`.
    public let pattern: String

    /// `GET /countries/{code}`.
    public var description: String { "\(method.rawValue) \(pattern)" }
}
