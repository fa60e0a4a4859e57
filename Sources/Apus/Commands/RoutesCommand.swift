import ApusHTTP
import ArgumentParser

/// Lists the routes.
struct RoutesCommand<App: Application>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "routes", abstract: "List the routes.")
    }

    func run() async throws {
        try await AppSession.run(App.self, opening: .none) { app in
            print(RouteListing(routes: app.router.routes), terminator: "")
        }
    }
}
