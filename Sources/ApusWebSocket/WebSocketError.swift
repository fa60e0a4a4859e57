/// Something that cannot be done with a WebSocket.
public struct WebSocketError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of error it is. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The kind's name, as it is written in logs.
        public let description: String

        /// The connection has been closed, by either side.
        public static let closed = Code(description: "closed")
    }

    /// What kind of error it is.
    public let code: Code

    /// What is wrong, for people.
    public let message: String

    /// The message.
    public var description: String { message }

    static let closed = WebSocketError(code: .closed, message: "The WebSocket connection has been closed.")
}
