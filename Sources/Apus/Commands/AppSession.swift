import ApusSQL
import ArgumentParser
import Logging

/// An application configured for one run of a command.
enum AppSession {
    /// Configures the application, runs `body`, and closes what the application opened, also when `body` throws.
    static func run<App: Application>(
        _ type: App.Type,
        _ body: (AppBuilder) async throws -> Void
    ) async throws {
        let environment = AppEnvironment.process
        var app = AppBuilder(name: App.name, environment: environment, logger: try logger(App.name, environment))
        do {
            try await App().configure(&app)
            try await body(app)
        } catch {
            await close(app)
            throw error
        }
        await close(app)
    }

    private static func close(_ app: AppBuilder) async {
        for database in app.databases { await database.close() }
    }

    private static func logger(_ name: String, _ environment: AppEnvironment) throws -> Logger {
        var logger = Logger(label: name, factory: { StreamLogHandler.standardError(label: $0) })
        guard let level = environment["LOG_LEVEL"] else { return logger }
        guard let known = Logger.Level(rawValue: level.lowercased()) else {
            let names = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("LOG_LEVEL is not one of \(names)")
        }
        logger.logLevel = known
        return logger
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
