/// What a middleware wraps: the next middleware, or the handler.
public struct Next: Sendable {
    private let link: ChainLink

    /// The end of a chain: `handler`, with its errors turned into responses.
    init(_ handler: @escaping Handler, errors: ErrorResponder) {
        link = ChainLink(.handler(handler), errors: errors)
    }

    /// A chain of `middleware` and what it wraps, with its errors turned into responses.
    init(_ middleware: any Middleware, around next: Next, errors: ErrorResponder) {
        link = ChainLink(.middleware(middleware, around: next), errors: errors)
    }

    /// Answers `request`. It does not throw: an error of a handler has become a response where it was thrown, so every
    /// middleware sees the status that the client will see.
    public func callAsFunction(_ request: Request) async -> Response {
        await link.respond(to: request)
    }
}
