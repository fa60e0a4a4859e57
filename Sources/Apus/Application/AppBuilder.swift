public import ApusHTTP
public import ApusMigrations
public import ApusSQL
public import ApusServer
public import Logging

/// Takes what an ``Application`` declares about itself.
public struct AppBuilder {
    /// The routes and the middleware around them.
    public let router = Router()
    /// The environment that the program was started in.
    public let environment: AppEnvironment
    /// How the server behaves: its limits and timeouts. `HOST`, `PORT` and the options of `serve` override its address.
    public var server = ServerConfiguration()
    /// Where the program logs.
    public let logger: Logger

    let name: String
    private(set) var databases: [Database] = []
    private(set) var migrations: [any Migration] = []
    private(set) var seeds: [Seed] = []

    init(name: String, environment: AppEnvironment, logger: Logger) {
        self.name = name
        self.environment = environment
        self.logger = logger
        router.mapDatabaseErrors()
    }

    /// Opens the application's database; it is closed when the program ends.
    ///
    /// `DATABASE_URL` says which: `postgres://user:password@host:port/name`, or `sqlite:path/to/file`. Without it, it is a
    /// SQLite file in the working directory, named after the application.
    ///
    /// - Throws: ``DatabaseError`` when the URL is not understood or a file cannot be opened. A PostgreSQL server is
    ///   asked for a connection only when a statement is run.
    public mutating func database() async throws -> Database {
        let url = try DatabaseURL(environment["DATABASE_URL"] ?? "sqlite:\(name).sqlite")
        let database = Database(try await url.openDriver())
        databases.append(database)
        return database
    }

    /// Declares the migrations of the first database, in any order: their names order them.
    public mutating func migrations(_ migrations: any Migration...) {
        self.migrations += migrations
    }

    /// Declares what the command `seed` does.
    ///
    /// - Parameters:
    ///   - name: What is seeded; shown while it runs.
    ///   - body: Fills the database. It may run again on a database that it has filled before.
    public mutating func seed(_ name: String, _ body: @escaping @Sendable (SeedContext) async throws -> Void) {
        seeds.append(Seed(name: name, body: body))
    }
}
