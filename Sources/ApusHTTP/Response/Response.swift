public import HTTPTypes

/// A response: a status, header fields and a body.
///
/// `Content-Length`, `Transfer-Encoding`, `Connection` and `Date` are the server's; it sets them from the body and
/// the state of the connection and ignores them in ``headers``. `Content-Type` comes from the body unless ``headers``
/// has one.
///
/// ```swift
/// Response("Hello")                                                     // 200, text/plain
/// Response(status: .accepted, headers: [.location: "/jobs/7"])
/// Response(body: .stream(contentType: "text/csv") { writer in … })
/// ```
public struct Response: Sendable {
    /// The status.
    public var status: HTTPResponse.Status

    /// The header fields, without those that are the server's.
    public var headers: HeaderFields

    /// The body.
    public var body: ResponseBody

    /// Makes a response.
    ///
    /// - Parameters:
    ///   - status: The status; it must be 200 or above, the server sends the informational ones itself.
    ///   - headers: The header fields.
    ///   - body: The body.
    public init(status: HTTPResponse.Status = .ok, headers: HeaderFields = HeaderFields(), body: ResponseBody = .empty)
    {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Makes a response of plain text.
    public init(_ text: String) {
        self.init(body: .text(text))
    }
}
