import ApusCore
import HTTPTypes

/// Sends the id of each request to the client in `X-Request-ID`, so that a report of a user leads to its log lines.
/// Responses to errors carry it without this middleware.
///
/// ```swift
/// router.use(RequestIDHeader())                          // ids of our own
/// router.use(RequestIDHeader(acceptsIncoming: true))     // behind a proxy that sets X-Request-ID
/// ```
///
/// **Threat.** An id that a client makes up can be that of another request, and hide its own lines among the other's.
/// So incoming ids are ignored by default; where they are accepted, only 32 hexadecimal digits or a UUID are, which
/// cannot forge a line of the log. Let it be the outermost middleware, so that all others see the id.
public struct RequestIDHeader: Middleware {
    private let acceptsIncoming: Bool

    /// Makes the middleware.
    ///
    /// - Parameter acceptsIncoming: Whether the `X-Request-ID` of a request becomes its id. Say true only when every
    ///   request comes through a proxy of yours that sets or removes the field.
    public init(acceptsIncoming: Bool = false) {
        self.acceptsIncoming = acceptsIncoming
    }

    /// Adds the header field to the response of `next`.
    public func respond(to request: Request, next: Next) async -> Response {
        var request = request
        if acceptsIncoming, let id = request.headers[.requestID].flatMap({ RequestID($0) }) {
            request.id = id
        }
        var response = await next(request)
        response.headers[.requestID] = request.id.description
        return response
    }
}
