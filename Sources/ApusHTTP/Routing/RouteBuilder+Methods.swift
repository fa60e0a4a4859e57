import HTTPTypes

extension RouteBuilder {
    /// Adds a route for GET, also used for HEAD.
    public func get<Result: ResponseConvertible>(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        on(.get, pattern, handler)
    }

    /// Adds a route for POST.
    public func post<Result: ResponseConvertible>(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        on(.post, pattern, handler)
    }

    /// Adds a route for PUT.
    public func put<Result: ResponseConvertible>(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        on(.put, pattern, handler)
    }

    /// Adds a route for PATCH.
    public func patch<Result: ResponseConvertible>(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        on(.patch, pattern, handler)
    }

    /// Adds a route for DELETE.
    public func delete<Result: ResponseConvertible>(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        on(.delete, pattern, handler)
    }

    /// Adds a route for HEAD.
    public func head<Result: ResponseConvertible>(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        on(.head, pattern, handler)
    }

    /// Adds a route for OPTIONS.
    public func options<Result: ResponseConvertible>(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request) async throws -> Result
    ) {
        on(.options, pattern, handler)
    }
}
