/// A middleware was given a setting that can never work, such as an origin with a path.
///
/// It is thrown at start-up, when the middleware is made.
public struct MiddlewareError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what to do, for the programmer.
    public let message: String

    /// Makes the error, for middleware of your own.
    public init(_ message: String) {
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
