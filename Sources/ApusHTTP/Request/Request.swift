public import ApusCore
public import HTTPTypes
public import Logging
public import NIOCore

/// A request as a handler sees it.
///
/// A request is a small value that is cheap to copy. What the client sent stays bytes until it is asked for: a header
/// that nobody reads never becomes a `String`.
///
/// ```swift
/// router.get("/countries/{code}/places") { request in
///     let code = try request.parameter("code")
///     let limit = try request.query.value("limit", as: Int.self) ?? 50
///     …
/// }
/// ```
public struct Request: Sendable {
    package let head: RequestHead
    package var route: MatchedRoute?
    private var connection: ConnectionInfo
    var values = RequestValues()

    /// The identity of this request, which the client gets with every problem and which every log line carries.
    public internal(set) var id: RequestID

    /// The body. Middleware may put another one in its place, such as a decompressed one.
    public var body: RequestBody

    package init(head: RequestHead, body: RequestBody, id: RequestID, connection: ConnectionInfo) {
        self.head = head
        self.body = body
        self.id = id
        self.connection = connection
    }

    /// Says who the client is, where that is not the other end of the connection.
    mutating func setClient(_ address: SocketAddress, isSecure: Bool) {
        connection = ConnectionInfo(remoteAddress: address, isSecure: isSecure, logger: connection.logger)
    }

    /// The method.
    public var method: HTTPRequest.Method {
        head.method.name ?? head.facts.otherMethod ?? .get
    }

    /// The target as the client sent it: `/countries?search=fin`, or a whole URI when it used the absolute form.
    public var target: String {
        head.string(head.facts.target)
    }

    /// The path as the client sent it, still percent-encoded: `/countries/C%C3%B4te`.
    public var path: String {
        let facts = head.facts
        return head.string(facts.path)
    }

    /// The parameters in the query.
    public var query: QueryParameters {
        QueryParameters(head: head)
    }

    /// The header fields.
    public var headers: HeaderFields {
        HeaderFields(receivedIn: head)
    }

    /// The host the client asks for, with the port if it is not the usual one: the authority of the target if that has
    /// one, or else the `Host` field. Any client can put anything there.
    public var host: String? {
        for index in 0..<head.fieldCount where head.field(at: index, isNamed: "host") {
            return head.string(head.field(at: index).value)
        }
        return nil
    }

    /// The address of the other end of the connection, or of the client if ``TrustedProxies`` say who that is; nil for a
    /// request that did not come over a connection.
    public var remoteAddress: SocketAddress? {
        connection.remoteAddress
    }

    /// Whether the client used HTTPS, to this server or to a proxy that is trusted to say so.
    public var isSecure: Bool {
        connection.isSecure
    }

    /// A logger whose messages carry the id of this request as `request_id`.
    ///
    /// The text of the id is made when a message is really written. Fetch the logger once and keep it while you log
    /// several messages.
    public var logger: Logger {
        let base = connection.logger.handler
        return Logger(label: connection.logger.label) { _ in RequestLogHandler(base: base, id: id) }
    }

    /// The pattern of the route that matched, such as `/countries/{code}`; nil when none did.
    public var routePattern: String? {
        route?.pattern
    }
}
