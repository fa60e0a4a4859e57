import Apus

/// Time zones.
struct TimeZoneRoutes: Sendable {
    let db: Database

    func add(to router: Router) {
        router.get("/timezones", list)
        // Names hold slashes: Europe/Helsinki.
        router.get("/timezones/{name...}", show)
    }

    private static let listing = Listing<Zone>(
        searchText: { $0.searchText },
        sortKeys: ["name": { $0.name }, "latitude": { $0.latitude }, "longitude": { $0.longitude }],
        defaultSort: "name"
    )

    @Sendable private func list(_ request: Request) async throws -> ListPage<ZoneView> {
        try await Self.page(request, ofCountry: request.query["country"]?.uppercased(), db)
    }

    /// A page of the time zones of a country, or of all.
    static func page(_ request: Request, ofCountry code: String?, _ db: Database) async throws -> ListPage<ZoneView> {
        let query = Zone.filter(code) { zone, code in
            zone.name.in(CountryZone.where { $0.country == code }.select { $0.zone })
        }
        let page = try await listing.page(request, query, db).page
        let countries = try await ZoneView.countries(of: page.items, db)
        return ListPage(page.map { ZoneView(zone: $0, countries: countries[$0.name] ?? []) }, request)
    }

    @Sendable private func show(_ request: Request) async throws -> ZoneView {
        let zone = try await db.find(Zone.self, try request.parameter("name"))
        let countries = try await db.all(CountryZone.where { $0.zone == zone.name }.order { $0.position.ascending })
        return ZoneView(zone: zone, countries: countries.map(\.country))
    }
}
