import HTTPTypes
public import Logging
import NIOCore

/// Logs one line for each request: method, path, status, time in milliseconds, client and request id.
///
/// The query is not logged, because it often holds what is private. The time runs until the response is ready; a
/// streamed body is sent after that.
public struct AccessLog: Middleware {
    private let level: Logger.Level
    private let clock = ContinuousClock()

    /// Makes the middleware.
    ///
    /// - Parameter level: The level of the lines. When the logger drops that level, the middleware costs next to
    ///   nothing.
    public init(level: Logger.Level = .info) {
        self.level = level
    }

    /// Logs `request` and the response of `next`.
    public func respond(to request: Request, next: Next) async -> Response {
        let start = clock.now
        let response = await next(request)
        request.logger.log(
            level: level,
            "\(request.method.rawValue) \(request.path)",
            metadata: [
                "status": .stringConvertible(response.status.code),
                "duration_ms": .stringConvertible((clock.now - start) / .milliseconds(1)),
                "client": .string(request.remoteAddress?.ipAddress ?? "-"),
            ]
        )
        return response
    }
}
