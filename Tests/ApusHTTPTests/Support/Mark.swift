import ApusHTTP
import HTTPTypes

/// Adds its name to the response.
struct Mark: Middleware {
    let name: String

    init(_ name: String) {
        self.name = name
    }

    func respond(to request: Request, next: Next) async -> Response {
        var response = await next(request)
        response.headers.append(name, for: .server)
        return response
    }
}
