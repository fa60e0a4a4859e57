import HTTPTypes
public import Logging
import NIOCore

/// Logs one line for each request: method and path, and as metadata the route, the status, the time in milliseconds,
/// the length of the body, the client and the request's id.
///
/// ```swift
/// router.use(AccessLog(excluding: { $0.path == "/livez" }))
/// ```
///
/// The query is not logged, because it often holds what is private. The time runs until the response is ready; a
/// streamed body is sent after that. A path cannot forge lines: it is still percent-encoded, and the server refuses
/// control characters in it.
public struct AccessLog: Middleware {
    private let level: Logger.Level
    private let isExcluded: @Sendable (Request) -> Bool
    private let clock = ContinuousClock()

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - level: The level of the lines. When the logger drops that level, the middleware costs next to nothing.
    ///   - isExcluded: Whether a request is not logged, such as the probes of a load balancer.
    public init(
        level: Logger.Level = .info,
        excluding isExcluded: @escaping @Sendable (Request) -> Bool = { _ in false }
    ) {
        self.level = level
        self.isExcluded = isExcluded
    }

    /// Logs `request` and the response of `next`.
    public func respond(to request: Request, next: Next) async -> Response {
        let start = clock.now
        let response = await next(request)
        let logger = request.logger
        guard logger.logLevel <= level, !isExcluded(request) else { return response }
        logger.log(
            level: level,
            "\(request.method.rawValue) \(request.path)",
            metadata: [
                "route": .string(request.routePattern ?? "-"),
                "status": .stringConvertible(response.status.code),
                "duration_ms": .stringConvertible((clock.now - start) / .milliseconds(1)),
                "bytes": .string(response.body.length.map(String.init) ?? "-"),
                "client": .string(request.remoteAddress?.ipAddress ?? "-"),
            ]
        )
        return response
    }
}
