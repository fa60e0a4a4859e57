/// Answers a request.
public typealias Handler = @Sendable (Request) async throws -> Response
