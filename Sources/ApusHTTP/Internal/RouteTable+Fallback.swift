import HTTPTypes

extension RouteTable {
    /// The answer to a request that no route matches.
    func fallback(for request: Request) throws -> Response {
        if request.head.method == .options, request.target == "*" { return Response(status: .noContent) }
        switch match(request) {
        case nil:
            throw Problem.badRequest(
                code: "invalid_encoding",
                detail: "The path or the query is not valid percent-encoded UTF-8."
            )
        case .methodNotAllowed(let methods):
            let allow = (methods + (methods.contains(.options) ? [] : [.options])).map(\.rawValue)
                .joined(separator: ", ")
            guard request.head.method == .options else { throw Problem.methodNotAllowed(allow: allow) }
            return Response(status: .noContent, headers: [.allow: allow])
        case .otherSlash:
            return try redirectToOtherSlash(request)
        case .notFound, .route:
            throw Problem.notFound
        }
    }

    private func redirectToOtherSlash(_ request: Request) throws -> Response {
        let path = request.path
        // A browser takes a path that begins with two slashes, or with a slash and a backslash, for another host.
        guard !path.hasPrefix("//"), !path.hasPrefix("/\\") else { throw Problem.notFound }
        let other = path.hasSuffix("/") ? String(path.dropLast()) : path + "/"
        let query = request.head.facts.query.map { "?" + request.head.string($0) } ?? ""
        return Response(status: .permanentRedirect, headers: [.location: other + query])
    }
}
