/// How a WebSocket connection has ended.
public struct WebSocketClose: Sendable, Hashable {
    /// The code that the client sent or that the server found; nil when the client gave none.
    public let code: WebSocketCloseCode?

    /// The reason in words, for developers.
    public let reason: String
}
