/// Something that wraps the handling of requests: it sees each one before its handler does, and the response after.
///
/// ```swift
/// struct NoStore: Middleware {
///     func respond(to request: Request, next: Next) async throws -> Response {
///         var response = await next(request)
///         response.headers[.cacheControl] = "no-store"
///         return response
///     }
/// }
/// router.use(NoStore())
/// ```
///
/// The chain is put together once, when the router is compiled. A middleware that answers without calling `next` keeps
/// the request from everything inside it; an error it throws is answered as if a handler had thrown it.
///
/// Middleware that ``Router/use(_:)`` adds wraps every request, also those that match no route; that of a group wraps
/// the routes of the group. The first one added is the outermost.
public protocol Middleware: Sendable {
    /// Answers `request`, usually by calling `next`.
    func respond(to request: Request, next: Next) async throws -> Response
}
