import HTTPTypes

/// Answers requests with the routes of a ``Router``. It never changes and can be shared freely.
public final class Responder: Sendable {
    struct Route: Sendable {
        let matched: MatchedRoute
        let respond: Next
    }

    private let tree: RouteTree
    private let routes: [Route]
    private let fallback: Next

    init(tree: RouteTree, routes: [Route], fallback: Next) {
        self.tree = tree
        self.routes = routes
        self.fallback = fallback
    }

    /// Answers `request`; every error has become a response.
    public func respond(to request: Request) async -> Response {
        guard case .route(let index) = tree.match(request) else {
            return await fallback(request)
        }
        var request = request
        request.route = routes[index].matched
        return await routes[index].respond(request)
    }
}

extension RouteTree {
    /// What the target of `request` leads to; nil when it is not well encoded.
    func match(_ request: Request) -> Match? {
        let head = request.head
        return head.withBytes { facts, bytes in
            if facts.queryIsEncoded, !QueryParameters(head: head).isWellEncoded { return nil }
            let path = UnsafeRawBufferPointer(rebasing: bytes[Int(facts.path.start)..<Int(facts.path.end)])
            guard facts.pathIsEncoded else {
                return match(path, method: facts.method, other: facts.otherMethod)
            }
            return withUnsafeTemporaryAllocation(byteCount: path.count, alignment: 1) { room in
                guard let count = path.decodeForRouting(into: room) else { return nil }
                let decoded = UnsafeRawBufferPointer(rebasing: room[..<count])
                return match(decoded, method: facts.method, other: facts.otherMethod)
            }
        }
    }

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
        case .notFound, .route:
            throw Problem.notFound
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Percent-decodes a path for the tree; nil when it is not valid UTF-8 or holds NUL.
    ///
    /// An encoded slash is part of a segment and must not end it. It becomes the byte 0xFF, which occurs neither in
    /// UTF-8 nor, therefore, in a pattern.
    fileprivate func decodeForRouting(into room: UnsafeMutableRawBufferPointer) -> Int? {
        var count = 0
        for segment in split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if segment.startIndex > 0 {
                room[count] = UInt8(ascii: "/")
                count += 1
            }
            let place = UnsafeMutableRawBufferPointer(rebasing: room[count...])
            guard let length = PercentEncoding.decode(UnsafeRawBufferPointer(rebasing: segment), into: place),
                String(validating: place[..<length], as: UTF8.self) != nil
            else { return nil }
            for index in 0..<length {
                if place[index] == 0 { return nil }
                if place[index] == UInt8(ascii: "/") { place[index] = 0xFF }
            }
            count += length
        }
        return count
    }
}
