public import ApusJSON

/// One event of a stream of server-sent events (HTML Standard, section 9.2).
///
/// ```swift
/// ServerSentEvent("21.5", id: "\(reading.id)", event: "temperature")
/// ```
///
/// Whatever is in ``data`` arrives as it is, with its line breaks, of which `\r` and `\r\n` become `\n`. In ``id`` and
/// ``event``, which are one line each, line breaks are left out, so that no value can begin a field of its own.
public struct ServerSentEvent: Sendable, Hashable {
    /// The data; nil for an event that a page does not see, and which only sets ``id`` or ``retry``.
    public var data: String?

    /// The identity, which the client sends back in `Last-Event-ID` when it connects again. Without one, the client keeps
    /// the last one it had; an empty one makes it forget that.
    public var id: String?

    /// The type, by which a page listens for it; `message` if there is none.
    public var event: String?

    /// How long the client waits before it connects again, in whole milliseconds.
    public var retry: Duration?

    /// Makes an event.
    ///
    /// - Parameters:
    ///   - data: The data.
    ///   - id: The identity.
    ///   - event: The type.
    ///   - retry: How long the client waits before it connects again.
    public init(_ data: String?, id: String? = nil, event: String? = nil, retry: Duration? = nil) {
        self.data = data
        self.id = id
        self.event = event
        self.retry = retry
    }

    /// Makes an event whose data is `value` as JSON.
    ///
    /// - Parameters:
    ///   - value: What is encoded.
    ///   - id: The identity.
    ///   - event: The type.
    /// - Throws: When the value has no form in JSON.
    public init(json value: some Encodable, id: String? = nil, event: String? = nil) throws(JSONError) {
        self.init(String(decoding: try JSON.encode(value), as: UTF8.self), id: id, event: event)
    }
}
