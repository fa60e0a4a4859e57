/// Refuses request bodies above a limit with 413.
///
/// ```swift
/// let api = router.group("/api", BodyLimit(64 * 1024))
/// ```
///
/// **Threat.** A body that is read into memory, or written to a disk, fills it. The server has one limit for all
/// requests; this sets a lower one for some. A body that announces its length is refused before the handler runs and
/// before the client has sent it; any other when the handler reads past the limit.
public struct BodyLimit: Middleware {
    private let limit: Int

    /// Makes the middleware.
    ///
    /// - Parameter limit: The most bytes of a body. It can only lower the server's own limit.
    public init(_ limit: Int) {
        self.limit = max(limit, 0)
    }

    /// Limits the body of `request`.
    public func respond(to request: Request, next: Next) async throws -> Response {
        if let length = request.body.length {
            guard length <= limit else { throw Problem.payloadTooLarge(limit: limit) }
            return await next(request)
        }
        var request = request
        request.body = RequestBody(LimitedBody(request.body, limit: limit))
        return await next(request)
    }
}
