import HTTPTypes

/// The answer of a handler that has nothing to say: 204 without a body.
public struct NoContent: ResponseConvertible {
    /// Makes the answer.
    public init() {}

    /// 204.
    public func response(to request: Request) -> Response {
        Response(status: .noContent)
    }
}
