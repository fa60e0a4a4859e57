import Apus

/// Subdivisions of all countries.
struct SubdivisionRoutes: Sendable {
    let db: Database

    func add(to router: Router) {
        router.get("/subdivisions", list)
        router.get("/subdivisions/{code}", show)
    }

    private static let listing = Listing<Subdivision>(
        searchText: { $0.searchText },
        sortKeys: [
            "code": { $0.code }, "name": { $0.name }, "type": { $0.type }, "country": { $0.country },
            "parent": { $0.parent },
        ],
        defaultSort: "code"
    )

    @Sendable private func list(_ request: Request) async throws -> ListPage<Subdivision> {
        let query =
            Subdivision
            .filter(request.query["country"]) { $0.country == $1.uppercased() }
            .filter(request.query["parent"]) { $0.parent == $1.uppercased() }
            .filter(request.query["type"]) { $0.type == $1 }
        return try await Self.listing.page(request, query, db)
    }

    /// One subdivision with everything that is part of it.
    @Sendable private func show(_ request: Request) async throws -> SubdivisionTree.Node {
        let code = try request.parameter("code").uppercased()
        let subdivision = try await db.find(Subdivision.self, code)
        let all = try await db.all(
            Subdivision.where { $0.country == subdivision.country }
                .order { $0.name.ascending }
                .order { $0.code.ascending }
        )
        return SubdivisionTree.node(subdivision, of: all)
    }
}
