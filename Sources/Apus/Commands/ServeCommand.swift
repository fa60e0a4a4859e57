import ApusMigrations
import ApusServer
import ArgumentParser
import Logging

/// Serves the application until it is told to stop.
struct ServeCommand<App: Application>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "serve", abstract: "Serve until SIGTERM or SIGINT.")
    }

    @Option(help: "The address to listen on; overrides HOST.")
    var host: String?

    @Option(help: "The port to listen on; overrides PORT.")
    var port: Int?

    @Flag(inversion: .prefixedNo, help: "Apply pending migrations first.")
    var migrate = true

    func run() async throws {
        try await AppSession.run(App.self) { app in
            if migrate, !app.migrations.isEmpty {
                let applied = try await Migrator(try app.migratedDatabase(), app.migrations).up()
                for name in applied { app.logger.info("migrated", metadata: ["migration": "\(name)"]) }
            }
            let configuration = try serverConfiguration(app)
            try await Server(app.router, configuration: configuration, logger: app.logger).run()
        }
    }

    private func serverConfiguration(_ app: AppBuilder) throws -> ServerConfiguration {
        let environment = app.environment
        var configuration = app.server
        configuration.host = host ?? environment["HOST"] ?? configuration.host
        guard let port = port ?? environment["PORT"].map(Int.init) ?? configuration.port, (0...65_535).contains(port)
        else { throw ValidationError("The port must be a number from 0 to 65535.") }
        configuration.port = port
        return configuration
    }
}
