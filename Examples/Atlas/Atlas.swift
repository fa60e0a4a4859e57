import Apus
import Logging

/// A world atlas over HTTP: countries, their subdivisions, languages, currencies, scripts and time zones from the data
/// that Debian ships, and places that users add.
@main
struct Atlas: Application {
    func configure(_ app: inout AppBuilder) async throws {
        let db = try await app.database()
        app.migrations(CreateAtlas())
        app.seed("atlas") { try await AtlasImport(.installed).run($0) }
        app.health(.database(db))
        app.router.use(AccessLog(level: .debug))
        addAtlasRoutes(to: app.router, db)
    }
}

/// Declares every route of the atlas; the tests serve them from databases of their own.
func addAtlasRoutes(to router: Router, _ db: Database) {
    router.get("/") { _ in Index() }
    CountryRoutes(db: db).add(to: router)
    SubdivisionRoutes(db: db).add(to: router)
    TimeZoneRoutes(db: db).add(to: router)
    PlaceRoutes(db: db).add(to: router)
    addCodeRoutes("/languages", of: Language.languages, to: router, db)
    addCodeRoutes("/currencies", of: Currency.currencies, to: router, db)
    addCodeRoutes("/scripts", of: Script.scripts, to: router, db)
}
