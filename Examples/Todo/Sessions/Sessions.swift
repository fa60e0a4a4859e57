import Apus
import FoundationEssentials
import HTTPTypes

/// Gives visitors a session, which their browsers keep in a cookie, and refuses requests without one.
struct Sessions: Middleware {
    let db: Database
    let uploads: UploadFolder

    /// Adds the routes with which a session begins and ends.
    func addRoutes(to router: some RouteBuilder) {
        router.post("/session", begin)
        router.delete("/session", end)
    }

    func respond(to request: Request, next: Next) async throws -> Response {
        guard let session = try await session(of: request) else {
            throw Problem(status: .unauthorized, detail: "There is no session. Begin one: POST /session.")
        }
        var request = request
        request[CurrentSession.self] = session
        return await next(request)
    }

    /// Begins a session, unless the visitor has one.
    @Sendable private func begin(_ request: Request) async throws -> Response {
        if var session = try await session(of: request) {
            session.seenAt = .now
            try await db.update(session)
            return Response(status: .noContent)
        }
        let session = try await db.insert(Session())
        var response = Response(status: .noContent)
        try response.setCookie(.session, to: session.id.uuidString)
        return response
    }

    /// Ends the session, with everything that is the visitor's.
    @Sendable private func end(_ request: Request) async throws -> Response {
        if let session = try await session(of: request) {
            try await db.delete(session)
            uploads.removeAll(of: session.id)
        }
        var response = Response(status: .noContent)
        try response.removeCookie(.session)
        return response
    }

    private func session(of request: Request) async throws -> Session? {
        guard let id = request.sessionID else { return nil }
        let limit = Date.now.addingTimeInterval(-Session.lifetime)
        return try await db.first(Session.where { $0.id == id && $0.seenAt > limit })
    }
}

/// The session under which a request is handled.
enum CurrentSession: RequestKey {
    typealias Value = Session
}

extension Request {
    /// The visitor's session.
    ///
    /// - Throws: A problem when the route stands outside of ``Sessions``.
    var session: Session {
        get throws {
            guard let session = self[CurrentSession.self] else { throw Problem(status: .unauthorized) }
            return session
        }
    }
}
