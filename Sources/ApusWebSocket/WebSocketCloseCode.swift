/// Why a WebSocket connection ends (RFC 6455, section 7.4).
public struct WebSocketCloseCode: RawRepresentable, Hashable, Sendable {
    /// The number, from 1000 to 4999.
    public let rawValue: UInt16

    /// Makes a code. Programs have 4000 to 4999 for themselves.
    ///
    /// - Parameter rawValue: The number. One that must not be sent is sent as ``internalError``.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The purpose of the connection has been fulfilled.
    public static let normal = WebSocketCloseCode(rawValue: 1000)
    /// The server is shutting down, or the page has been left.
    public static let goingAway = WebSocketCloseCode(rawValue: 1001)
    /// The other side broke the protocol.
    public static let protocolError = WebSocketCloseCode(rawValue: 1002)
    /// The kind of message, text or bytes, is not understood.
    public static let unsupportedData = WebSocketCloseCode(rawValue: 1003)
    /// A text is not UTF-8, or a message is otherwise not what it says it is.
    public static let invalidData = WebSocketCloseCode(rawValue: 1007)
    /// A message is against the rules of the program.
    public static let policyViolation = WebSocketCloseCode(rawValue: 1008)
    /// A message is larger than what is accepted.
    public static let messageTooBig = WebSocketCloseCode(rawValue: 1009)
    /// The server failed.
    public static let internalError = WebSocketCloseCode(rawValue: 1011)
    /// The server is overloaded; the client may come back later.
    public static let tryAgainLater = WebSocketCloseCode(rawValue: 1013)

    /// Whether the code may be in a close frame: it has been given out or is free for programs. 1005, 1006 and 1015
    /// stand for the absence of a frame and never travel.
    var isSendable: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
