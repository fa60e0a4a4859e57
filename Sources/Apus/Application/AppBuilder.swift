public import ApusHTTP
public import ApusMigrations
public import ApusSQL
public import ApusServer
public import Configuration
public import Logging
public import ServiceLifecycle

/// Takes what an ``Application`` declares about itself.
public struct AppBuilder {
    /// The routes and the middleware around them.
    public let router = Router()
    /// How the server behaves: its limits and timeouts. Its address and the time it has to stop come from settings.
    public var server = ServerConfiguration()
    /// Where the program logs.
    public let logger: Logger

    /// Whether errors are shown with what caused them: the setting `DEVELOPMENT`.
    public var isDevelopment: Bool { loaded.standard.isDevelopment }

    let name: String
    let loaded: LoadedSettings
    private let opening: DatabaseOpening
    private(set) var databases: [Database] = []
    private(set) var migrations: [any Migration] = []
    private(set) var seeds: [Seed] = []
    private(set) var services: [any Service] = []
    var healths: [Health] = []

    /// Whether the databases end with the command.
    var ownsDatabases: Bool {
        if case .replaced = opening { false } else { true }
    }

    init(name: String, loaded: LoadedSettings, opening: DatabaseOpening, logger: Logger) {
        self.name = name
        self.loaded = loaded
        self.opening = opening
        self.logger = logger
        server.host = loaded.standard.host
        server.port = loaded.standard.port
        server.shutdownTimeout = loaded.standard.shutdownTimeout
        router.mapDatabaseErrors()
        if loaded.standard.isDevelopment { router.use(RepetitionWarning()) }
    }

    /// Reads the application's settings.
    ///
    /// - Parameter type: Which ones; ``Application/Settings`` are known to be right when the application is configured.
    /// - Throws: ``SettingsError`` when others are missing or wrong.
    public func settings<Settings: AppSettings>(_ type: Settings.Type = Settings.self) throws -> Settings {
        var reader = SettingsReader(loaded.sources)
        let settings = Settings(&reader)
        guard reader.mistakes.isEmpty else { throw SettingsError(reader.mistakes) }
        return settings
    }

    /// The same sources, in the same order, for packages that read their configuration by themselves.
    public var configuration: ConfigReader { loaded.sources.reader }

    /// Opens the application's database; it is closed when the program ends, after all services have stopped.
    ///
    /// `DATABASE_URL` says which: `postgres://user:password@host:port/name`, or `sqlite:path/to/file`. Without it, it is a
    /// SQLite file in the working directory, named after the application. Commands that need no data open nothing:
    /// while `routes` runs, statements throw ``DatabaseError`` with the code `closed`.
    ///
    /// Statements that take longer than half a second are logged. In development, so is what runs one statement in a loop.
    ///
    /// - Throws: ``DatabaseError`` when the URL is not understood or a file cannot be opened. A PostgreSQL server is
    ///   asked for a connection only when a statement is run.
    public mutating func database() async throws -> Database {
        let url = try DatabaseURL(loaded.standard.databaseURL?.value ?? "sqlite:\(name).sqlite")
        let database = try await opening.open(url).observed(by: SlowStatementLog(logger))
        databases.append(database)
        return database
    }

    /// Adds something that runs beside the server, as long as the program serves: a worker, a consumer of a queue.
    ///
    /// Services are started in the order in which they were added, and the server after them. When the program is to
    /// stop, the server stops first and then the services, the last one added first; each is done before the next one is
    /// told. A service that ends has done its work; one that fails stops all others, and the program ends with its reason.
    ///
    /// - Parameter service: The service. Its `run()` ends when the service is told to shut down: see
    ///   `gracefulShutdown()` and `withGracefulShutdownHandler` of ServiceLifecycle.
    public mutating func service(_ service: any Service) {
        services.append(service)
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
