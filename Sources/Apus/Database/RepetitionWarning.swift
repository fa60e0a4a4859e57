import ApusHTTP
import ApusSQL
import Logging

/// In development, warns of requests that run the same statement again and again, and names the line that does.
struct RepetitionWarning: Middleware {
    func respond(to request: Request, next: Next) async throws -> Response {
        let detector = RepetitionDetector { [logger = request.logger] in logger.warning("\($0)") }
        return await observingStatements(with: detector) { await next(request) }
    }
}
