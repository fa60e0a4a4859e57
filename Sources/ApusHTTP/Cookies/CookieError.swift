/// A cookie that cannot be set as it is: a mistake in the program.
public struct CookieError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of mistake it is. New kinds may be added.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The kind's name, as it is written in logs.
        public let description: String

        package init(description: String) {
            self.description = description
        }

        /// The name is no token, or has a prefix already.
        public static let invalidName = Code(description: "invalid_name")
        /// The path, the domain or their combination is not possible.
        public static let invalidAttribute = Code(description: "invalid_attribute")
        /// The value has a character that cookies cannot have.
        public static let invalidValue = Code(description: "invalid_value")
        /// Name and value together have more than 4096 bytes, and browsers would drop the cookie.
        public static let tooLarge = Code(description: "too_large")
    }

    /// What kind of mistake it is.
    public let code: Code

    /// What is wrong, for the programmer. It never has the value in it.
    public let message: String

    /// The message.
    public var description: String { message }

    package init(code: Code, message: String) {
        self.code = code
        self.message = message
    }
}
