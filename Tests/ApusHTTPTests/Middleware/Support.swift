import ApusHTTP
import HTTPTypes
import NIOCore

/// Answers one request with some middleware around a handler for every method at `/` and `/{path...}`.
func answer(
    _ request: Request,
    with middleware: any Middleware...,
    handler: @escaping @Sendable (Request) async throws -> Response = { _ in Response("done") }
) async throws -> Response {
    let router = Router()
    for element in middleware { router.use(element) }
    for method in [HTTPRequest.Method.get, .post, .put] {
        router.on(method, "/{path...}", handler)
    }
    return try await router.compile().respond(to: request)
}

extension Response {
    /// The body as text, up to 1 MiB.
    var text: String {
        get async throws { String(buffer: try await body.collect(upTo: 1 << 20)) }
    }

    /// The `code` of a problem document; nil when the response is none.
    var problemCode: String? {
        get async throws {
            guard body.contentType == "application/problem+json" else { return nil }
            return try await text.split(separator: #""code":""#).last?.prefix { $0 != "\"" }.description
        }
    }
}

extension HTTPField.Name {
    /// `Host`, which the package of the names leaves out in favour of the authority.
    static let hostField = HTTPField.Name("Host") ?? .via
}
