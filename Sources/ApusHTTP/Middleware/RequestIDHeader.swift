import ApusCore
import HTTPTypes

/// Sends the id of each request to the client in `X-Request-ID`, so that a report of a user leads to its log lines.
///
/// Responses to errors carry it without this middleware.
public struct RequestIDHeader: Middleware {
    /// Makes the middleware.
    public init() {}

    /// Adds the header field to the response of `next`.
    public func respond(to request: Request, next: Next) async -> Response {
        var response = await next(request)
        response.headers[.requestID] = request.id.description
        return response
    }
}
