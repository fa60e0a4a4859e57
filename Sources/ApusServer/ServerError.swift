/// A server that cannot start.
public struct ServerError: Error, Sendable, CustomStringConvertible {
    /// What kind of error it is.
    public struct Code: Hashable, Sendable {
        let name: String

        /// A setting does not make sense.
        public static let invalidConfiguration = Code(name: "invalid_configuration")
        /// The server cannot listen at its address.
        public static let cannotListen = Code(name: "cannot_listen")
        /// The server has been started before.
        public static let alreadyStarted = Code(name: "already_started")
    }

    /// What kind of error it is.
    public let code: Code

    /// What is wrong and what to do, for people.
    public let message: String

    /// The message.
    public var description: String { message }
}
