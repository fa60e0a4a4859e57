/// A mistake in the routes of a program, found when they are compiled at start-up or when a URL is made for one.
public struct RoutingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of mistake it is.
    public struct Code: Hashable, Sendable {
        let name: String

        /// The pattern cannot be understood.
        public static let invalidPattern = Code(name: "invalid_pattern")
        /// Two routes match the same requests, or two patterns have one name.
        public static let conflict = Code(name: "conflict")
        /// No route has the name, or the pattern that is given one.
        public static let unknownRoute = Code(name: "unknown_route")
        /// A URL cannot be made: a parameter is missing, unknown, or has a value that the pattern does not match.
        public static let invalidParameter = Code(name: "invalid_parameter")
    }

    /// What kind of mistake it is.
    public let code: Code

    /// The pattern of the route.
    public let pattern: String

    /// What is wrong with it and what to do, for the programmer.
    public let message: String

    /// The message.
    public var description: String { message }
}
