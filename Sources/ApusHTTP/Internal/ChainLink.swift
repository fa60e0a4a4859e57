/// A handler, or a middleware and what it wraps.
///
/// A link is an object and not a closure around closures, so that a request passes it with two calls and allocates
/// nothing.
final class ChainLink: Sendable {
    enum Step: Sendable {
        case handler(Handler)
        case middleware(any Middleware, around: Next)
    }

    private let step: Step
    private let errors: ErrorResponder

    init(_ step: Step, errors: ErrorResponder) {
        self.step = step
        self.errors = errors
    }

    /// Answers `request`; an error becomes a problem document and, if it is the server's fault, a line of the log.
    func respond(to request: Request) async -> Response {
        do {
            switch step {
            case .handler(let handler): return try await handler(request)
            case .middleware(let middleware, let next): return try await middleware.respond(to: request, next: next)
            }
        } catch {
            return errors.response(to: error, for: request)
        }
    }
}
