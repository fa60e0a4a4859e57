/// How the WebSocket connections of a route behave. Every limit is on by default.
public struct WebSocketConfiguration: Sendable {
    /// Whether messages are compressed for clients that offer it (RFC 7692).
    public enum Compression: Sendable, Hashable {
        /// They are not.
        case none
        /// Each message by itself: a connection that waits holds no memory for it.
        case eachMessage
        /// With what came before in the same direction: small messages that resemble each other become much smaller,
        /// and each connection holds about 300 KB.
        case withContext
    }

    /// Which pages may connect. Browsers send the cookies of a user along whatever page connects, so the origin is what
    /// keeps a foreign page from speaking for a user.
    public enum Origins: Sendable, Hashable {
        /// Pages that come from the host that they connect to. Clients that are no browsers send no origin, and may.
        case same
        /// Pages from these origins, written as browsers do: `https://example.com`, with the port if it is not the usual
        /// one.
        case only(Set<String>)
        /// Any page. Requests must then be protected in another way, such as by a token in the first message.
        case any
    }

    /// Which pages may connect; 403 for others.
    public var origins = Origins.same

    /// The subprotocols that the handler speaks, the best first. The first that the client offers is chosen; when it
    /// offers none of them, the connection has none.
    public var subprotocols: [String] = []

    /// Whether messages are compressed for clients that offer it.
    public var compression = Compression.eachMessage

    /// The most bytes of a message, after decompression. The connection is closed with 1009 beyond.
    public var maximumMessageBytes = 1024 * 1024

    /// The most fragments of a message. The connection is closed with 1009 beyond.
    public var maximumFragments = 1024

    /// How many bytes of compressed messages may expand to for each byte received, beyond the first 64 KiB.
    public var maximumExpansion = 100

    /// How many bytes of messages may wait for the handler. Reading from the client stops there.
    public var receiveBufferBytes = 64 * 1024

    /// How many bytes of messages may wait to be sent. ``WebSocket/send(_:)-(String)`` waits there.
    public var sendBufferBytes = 64 * 1024

    /// How long a message may take, from its first byte to its last. The connection is closed with 1008 beyond.
    public var messageTimeout: Duration = .seconds(30)

    /// After how much silence of the client a ping is sent. One that has not answered after the same time again has
    /// gone.
    public var pingInterval: Duration = .seconds(30)

    /// How long the client has to answer a close frame, and the handler to return after the client has closed, before
    /// the one is cut off and the other one cancelled.
    public var closeTimeout: Duration = .seconds(5)

    /// Makes the default configuration.
    public init() {}
}
