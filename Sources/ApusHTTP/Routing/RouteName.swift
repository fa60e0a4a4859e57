/// The name of a pattern, by which URLs are made for it.
///
/// ```swift
/// extension RouteName {
///     static let country: RouteName = "country"
/// }
/// ```
public struct RouteName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name.
    public let description: String

    /// Makes a name.
    public init(_ name: String) {
        description = name
    }

    /// The name of a literal.
    public init(stringLiteral name: String) {
        description = name
    }
}
