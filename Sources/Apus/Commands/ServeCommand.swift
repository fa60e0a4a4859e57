import ApusMigrations
import ApusServer
import ArgumentParser
import Logging

/// Serves the application until it is told to stop.
struct ServeCommand<App: Application>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "serve", abstract: "Serve until SIGTERM or SIGINT.")
    }

    @Flag(inversion: .prefixedNo, help: "Apply pending migrations first.")
    var migrate = true

    func run() async throws {
        try await AppSession.run(App.self) { app in
            if migrate, !app.migrations.isEmpty {
                let applied = try await Migrator(try app.migratedDatabase(), app.migrations).up()
                for name in applied { app.logger.info("migrated", metadata: ["migration": "\(name)"]) }
            }
            if app.isDevelopment {
                app.logger.notice(
                    "Development mode: clients see what causes errors. Set DEVELOPMENT=false for the public."
                )
            }
            let server = try Server(app.router, configuration: app.server, logger: app.logger)
            try await Lifecycle(app, server).run()
        }
    }
}
