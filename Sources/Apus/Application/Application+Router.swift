public import ApusHTTP
import ApusMigrations
public import ApusSQL

extension Application {
    /// Configures the application apart from this process, and gives its routes to `body`: for tests.
    ///
    /// ```swift
    /// try await Shop(mailer: SilentMailer()).withRouter(database: db) { router in
    ///     let client = try TestClient(router)
    ///     #expect(try await client.get("/orders").status == .ok)
    /// }
    /// ```
    ///
    /// The application's migrations are applied first. Its services are not started.
    ///
    /// - Parameters:
    ///   - database: Stands for the application's database, and stays open.
    ///   - settings: The settings, by the names of their variables: `["PAGE_SIZE": "10"]`. The environment, `.env` and
    ///     files are not read.
    ///   - body: Takes the routes, with everything around them.
    /// - Returns: What `body` returned.
    /// - Throws: ``SettingsError`` when settings are missing or wrong, and what `configure` or `body` throws.
    public func withRouter<Value>(
        database: Database,
        settings: [String: String] = [:],
        _ body: (Router) async throws -> Value
    ) async throws -> Value {
        let loaded = try LoadedSettings(for: Self.self, LoadedSettings.Surroundings(environment: settings))
        return try await AppSession.run(self, loaded, opening: .replaced(database)) { app in
            _ = try await Migrator(database, app.migrations).up()
            return try await body(app.router)
        }
    }
}
