/// What a middleware wraps: the next middleware, or the handler.
public struct Next: Sendable {
    let respond: @Sendable (Request) async -> Response

    /// Answers `request`. It does not throw: an error of a handler has become a response where it was thrown, so every
    /// middleware sees the status that the client will see.
    public func callAsFunction(_ request: Request) async -> Response {
        await respond(request)
    }
}
