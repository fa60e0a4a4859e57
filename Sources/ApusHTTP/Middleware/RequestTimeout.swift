public import HTTPTypes

/// Gives up a request that takes too long: its handler is cancelled, and the client gets 503 or 504.
///
/// ```swift
/// router.use(RequestTimeout(.seconds(30)))
/// let reports = router.group("/reports", RequestTimeout(.seconds(10), status: .gatewayTimeout))
/// ```
///
/// **Threat.** Requests that hang, on a lock or on a service that does not answer, gather until nothing else has room.
///
/// Cancellation reaches whatever the handler waits for: a database's statement, a sleep, a task group. The response is
/// sent when the handler has really ended, so that no work runs on behind it unseen; a handler that ignores its
/// cancellation is waited for. The time ends with the response's head: what streams a body has the server's own limits.
public struct RequestTimeout: Middleware {
    private let limit: Duration
    private let status: HTTPResponse.Status

    private enum Outcome: Sendable {
        case response(Response)
        case timeOver
        case timerCancelled
    }

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - limit: The time from here to the response.
    ///   - status: What the client gets: 503, or 504 where the handler waits for another server.
    public init(_ limit: Duration, status: HTTPResponse.Status = .serviceUnavailable) {
        self.limit = limit
        self.status = status
    }

    /// Answers with the response of `next`, or with a problem when the time is over.
    public func respond(to request: Request, next: Next) async throws -> Response {
        let limit = limit
        let response: Response? = await withTaskGroup(of: Outcome.self) { tasks in
            tasks.addImmediateTask { .response(await next(request)) }
            tasks.addTask {
                do {
                    try await Task.sleep(for: limit)
                    return .timeOver
                } catch {
                    return .timerCancelled
                }
            }
            var isOver = false
            while let outcome = await tasks.next() {
                switch outcome {
                case .response(let response) where !isOver:
                    tasks.cancelAll()
                    return response
                case .timeOver:
                    isOver = true
                    tasks.cancelAll()
                case .response, .timerCancelled:
                    break
                }
            }
            return nil
        }
        if let response { return response }
        throw Problem(
            status: status,
            code: "timeout",
            detail: "The request took too long and was given up.",
            headers: [.retryAfter: "1"]
        )
    }
}
