public import ApusHTTP
import HTTPTypes
import Logging

extension RouteBuilder {
    /// Adds a route for WebSocket connections.
    ///
    /// ```swift
    /// router.webSocket("/rooms/{room}") { request, socket in
    ///     let room = try rooms.room(named: request.parameter("room"))
    ///     for try await message in socket {
    ///         await room.publish(message)
    ///     }
    /// }
    /// ```
    ///
    /// Middleware sees the opening request as any other, before `handler` runs; the connection is open when `handler`
    /// starts. When it returns, the connection is closed with ``WebSocketCloseCode/normal``; when it throws, with
    /// ``WebSocketCloseCode/internalError``, and the error is logged. When the client has closed, `handler` has
    /// ``WebSocketConfiguration/closeTimeout`` to return and is cancelled then; when the connection is lost, it is
    /// cancelled at once.
    ///
    /// - Parameters:
    ///   - pattern: The pattern of the path.
    ///   - configuration: The limits, and which pages may connect.
    ///   - handler: Handles one connection.
    public func webSocket(
        _ pattern: String,
        configuration: WebSocketConfiguration = WebSocketConfiguration(),
        _ handler: @escaping @Sendable (Request, WebSocket) async throws -> Void
    ) {
        on(.get, pattern) { request in
            let handshake = try WebSocketHandshake(request, configuration: configuration)
            let connection = WebSocketConnection(handshake: handshake, configuration: configuration)
            let body = ResponseBody.upgrade { input, output in
                try await connection.run(input: input, output: output) { connection in
                    do {
                        try await handler(request, WebSocket(connection: connection))
                    } catch {
                        if !Task.isCancelled, !(error is WebSocketError) {
                            request.logger.error("A WebSocket handler failed", metadata: ["error": "\(error)"])
                        }
                        throw error
                    }
                }
            }
            return Response(status: .switchingProtocols, headers: handshake.fields, body: body)
        }
    }
}
