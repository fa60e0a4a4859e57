import ApusSQL
import ArgumentParser
import FoundationEssentials
import Logging

/// An application configured for one run of a command.
enum AppSession {
    /// Configures the application, runs `body`, and closes what the application opened, also when `body` throws.
    ///
    /// - Parameters:
    ///   - application: The application.
    ///   - loaded: Its settings.
    ///   - opening: What becomes of its database.
    ///   - body: The command.
    static func run<App: Application, Value>(
        _ application: App,
        _ loaded: LoadedSettings,
        opening: DatabaseOpening = .open,
        _ body: (AppBuilder) async throws -> Value
    ) async throws -> Value {
        let logger = logger(App.name, loaded.standard)
        for warning in loaded.warnings { logger.warning("\(warning)") }
        var app = AppBuilder(name: App.name, loaded: loaded, opening: opening, logger: logger)
        do {
            try await application.configure(&app)
            if app.isDevelopment { app.router.renderErrors(DevelopmentErrors(routes: app.router.routes).response) }
            let value = try await body(app)
            await close(app)
            return value
        } catch {
            await close(app)
            throw error
        }
    }

    /// Configures the application as the program was started.
    static func run<App: Application>(
        _ type: App.Type,
        opening: DatabaseOpening = .open,
        _ body: (AppBuilder) async throws -> Void
    ) async throws {
        try await run(App(), try LoadedSettings(for: type, surroundings(of: type)), opening: opening, body)
    }

    /// What this process was started with.
    static func surroundings<App: Application>(of type: App.Type) -> LoadedSettings.Surroundings {
        LoadedSettings.Surroundings(
            commandLine: .current,
            environment: ProcessInfo.processInfo.environment,
            folder: FileManager.default.currentDirectoryPath,
            fileName: "\(App.name).json"
        )
    }

    private static func logger(_ name: String, _ settings: StandardSettings) -> Logger {
        var logger = Logger(label: name) { label in
            if settings.isDevelopment {
                return DevelopmentLogHandler(hasColors: StandardError.isTerminal, write: StandardError.write)
            }
            return StreamLogHandler.standardError(label: label)
        }
        logger.logLevel = settings.logLevel
        return logger
    }

    private static func close(_ app: AppBuilder) async {
        guard app.ownsDatabases else { return }
        for database in app.databases { await database.close() }
    }
}

extension AppBuilder {
    /// The database that migrations and seeds work on.
    func migratedDatabase() throws -> Database {
        guard let database = databases.first else {
            throw ValidationError("The application opens no database: call app.database() in configure.")
        }
        return database
    }
}
