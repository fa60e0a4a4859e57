import Apus

/// The stream of changes that a page listens to.
struct ChangeRoutes: Sendable {
    let changes: Changes

    func add(to router: some RouteBuilder) {
        router.get("/changes") { [changes] request in
            Response.events(changes.stream(of: try request.session.id))
        }
    }
}
