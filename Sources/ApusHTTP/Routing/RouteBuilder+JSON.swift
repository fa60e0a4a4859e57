public import HTTPTypes

/// Routes whose handlers return a value that is sent as JSON.
///
/// These come second to those for ``ResponseConvertible``: a handler that returns a `String` answers with plain text.
extension RouteBuilder {
    /// Adds a route for `method`; what the handler returns is sent as JSON.
    @_disfavoredOverload
    public func on<Result: Encodable & Sendable>(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        addRoute(method, pattern) { request in
            try Response(json: try await handler(request))
        }
    }

    /// Adds a route for GET; what the handler returns is sent as JSON.
    @_disfavoredOverload
    public func get<Result: Encodable & Sendable>(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        on(.get, pattern, handler)
    }

    /// Adds a route for POST; what the handler returns is sent as JSON.
    @_disfavoredOverload
    public func post<Result: Encodable & Sendable>(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        on(.post, pattern, handler)
    }

    /// Adds a route for PUT; what the handler returns is sent as JSON.
    @_disfavoredOverload
    public func put<Result: Encodable & Sendable>(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        on(.put, pattern, handler)
    }

    /// Adds a route for PATCH; what the handler returns is sent as JSON.
    @_disfavoredOverload
    public func patch<Result: Encodable & Sendable>(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        on(.patch, pattern, handler)
    }

    /// Adds a route for DELETE; what the handler returns is sent as JSON.
    @_disfavoredOverload
    public func delete<Result: Encodable & Sendable>(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        on(.delete, pattern, handler)
    }
}
