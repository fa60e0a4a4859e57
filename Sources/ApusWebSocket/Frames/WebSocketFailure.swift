/// Why the other side's bytes are refused, and what it is told.
struct WebSocketFailure: Error, Hashable {
    let code: WebSocketCloseCode
    let reason: String

    static func protocolError(_ reason: String) -> WebSocketFailure {
        WebSocketFailure(code: .protocolError, reason: reason)
    }

    static func tooBig(_ reason: String) -> WebSocketFailure {
        WebSocketFailure(code: .messageTooBig, reason: reason)
    }

    static let invalidText = WebSocketFailure(code: .invalidData, reason: "A text is not UTF-8.")
    static let invalidCompression = WebSocketFailure(code: .invalidData, reason: "Compressed data is damaged.")
}
