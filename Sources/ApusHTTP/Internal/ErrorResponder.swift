import HTTPTypes
import Logging

/// Turns the errors of handlers and middleware into responses.
struct ErrorResponder: Sendable {
    var mappings: [@Sendable (any Error) -> Problem?] = []
    var rendering: (@Sendable (any Error, Problem, Request) -> Response?)?

    func response(to error: any Error, for request: Request) -> Response {
        let problem = problem(for: error)
        if problem.status.kind == .serverError {
            request.logger.log(
                level: level(of: problem, for: error),
                "Request failed",
                metadata: [
                    "error": "\(error)", "method": "\(request.method)", "path": "\(request.path)",
                    "status": "\(problem.status.code)",
                ]
            )
        }
        return rendering?(error, problem, request) ?? problem.response(requestID: request.id)
    }

    private func level(of problem: Problem, for error: any Error) -> Logger.Level {
        // The client has gone, and what the handler was waiting for was given up with it.
        if error is CancellationError || problem.code == Problem.cancelled.code, Task.isCancelled { return .debug }
        return problem.status == .internalServerError ? .error : .warning
    }

    private func problem(for error: any Error) -> Problem {
        if let problem = error as? Problem { return problem }
        for mapping in mappings {
            if let problem = mapping(error) { return problem }
        }
        if error is CancellationError { return .cancelled }
        return (error as? any ProblemConvertible)?.problem ?? .internalServerError
    }
}
