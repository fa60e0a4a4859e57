import Apus

/// The items of the visitor's session; those of others do not exist for them.
struct ItemRoutes: Sendable {
    let db: Database
    let changes: Changes

    func add(to router: some RouteBuilder) {
        router.get("/items", list)
        router.post("/items", create)
        router.patch("/items/{id}", change)
        router.delete("/items/{id}", remove)
    }

    @Sendable private func list(_ request: Request) async throws -> Page<Item> {
        let session = try request.session
        return try await db.page(request.page(), Item.where { $0.session == session.id }.order { $0.id.ascending })
    }

    @Sendable private func create(_ request: Request) async throws -> Created<Item> {
        let input = try await request.decode(ItemInput.self)
        let item = try await db.insert(Item(session: try request.session.id, title: input.title))
        changes.publish("created", item)
        return Created(item, at: "/items/\(item.id)")
    }

    @Sendable private func change(_ request: Request) async throws -> Item {
        let change = try await request.decode(ItemChange.self)
        var item = try await db.item(request)
        item.title = change.title ?? item.title
        item.isDone = change.isDone ?? item.isDone
        item = try await db.update(item)
        changes.publish("changed", item)
        return item
    }

    @Sendable private func remove(_ request: Request) async throws -> NoContent {
        let item = try await db.item(request)
        try await db.delete(item)
        changes.publish("removed", item)
        return NoContent()
    }
}

extension Database {
    /// The item that the path names, if it is the visitor's.
    func item(_ request: Request) async throws -> Item {
        let id = try request.parameter("id", as: Int.self)
        let session = try request.session
        guard let item = try await first(Item.where { $0.id == id && $0.session == session.id }) else {
            throw Problem.notFound
        }
        return item
    }
}
