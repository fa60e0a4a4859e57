public import NIOCore

/// A message of a WebSocket connection (RFC 6455, section 5.6).
public enum WebSocketMessage: Sendable, Hashable {
    /// Text.
    case text(String)
    /// Bytes.
    case binary(ByteBuffer)

    /// The text; nil when the message is bytes.
    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The bytes of the message, whichever kind it is.
    public var bytes: ByteBuffer {
        switch self {
        case .text(let text): ByteBuffer(string: text)
        case .binary(let bytes): bytes
        }
    }

    /// How many bytes the message has.
    var count: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .binary(let bytes): bytes.readableBytes
        }
    }
}
