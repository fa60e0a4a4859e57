import Apus

/// Countries, and what is theirs.
struct CountryRoutes: Sendable {
    let db: Database

    func add(to router: Router) {
        router.get("/countries", list)
        router.get("/countries/{code}", show)
        router.get("/countries/{code}/subdivisions", subdivisions)
        router.get("/countries/{code}/timezones", timeZones)
        router.get("/countries/{code}/places", places)
    }

    private static let listing = Listing<Country>(
        searchText: { $0.searchText },
        sortKeys: [
            "code": { $0.code }, "alpha3": { $0.alpha3 }, "numeric": { $0.numeric }, "name": { $0.name },
            "officialName": { $0.officialName },
        ],
        defaultSort: "name"
    )

    @Sendable private func list(_ request: Request) async throws -> ListPage<Country> {
        let query =
            Country
            .filter(request.query["alpha3"]) { $0.alpha3 == $1.uppercased() }
            .filter(request.query["numeric"]) { $0.numeric == $1 }
        return try await Self.listing.page(request, query, db)
    }

    @Sendable private func show(_ request: Request) async throws -> Country {
        try await country(request)
    }

    /// The subdivisions as a tree: each with those that are part of it.
    @Sendable private func subdivisions(_ request: Request) async throws -> SubdivisionTree {
        let country = try await country(request)
        let subdivisions = try await db.all(
            Subdivision.where { $0.country == country.code }.order { $0.name.ascending }.order { $0.code.ascending }
        )
        return SubdivisionTree(of: subdivisions)
    }

    /// The time zones that are used in the country.
    @Sendable private func timeZones(_ request: Request) async throws -> ListPage<ZoneView> {
        let country = try await country(request)
        return try await TimeZoneRoutes.page(request, ofCountry: country.code, db)
    }

    @Sendable private func places(_ request: Request) async throws -> ListPage<Place> {
        let country = try await country(request)
        return try await PlaceRoutes.page(request, Place.where { $0.country == country.code }, db)
    }

    private func country(_ request: Request) async throws -> Country {
        try await db.find(Country.self, try request.parameter("code").uppercased())
    }
}
