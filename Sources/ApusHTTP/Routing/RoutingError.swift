/// A mistake in the routes of a program, found when they are compiled at start-up.
public struct RoutingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of mistake it is.
    public struct Code: Hashable, Sendable {
        let name: String

        /// The pattern cannot be understood.
        public static let invalidPattern = Code(name: "invalid_pattern")
        /// Two routes match the same requests.
        public static let conflict = Code(name: "conflict")
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
