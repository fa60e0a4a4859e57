import ArgumentParser

/// Fills the database.
struct SeedCommand<App: Application>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "seed", abstract: "Fill the database; can be repeated.")
    }

    func run() async throws {
        try await AppSession.run(App.self) { app in
            guard !app.seeds.isEmpty else { throw ValidationError("The application declares no seed.") }
            let context = SeedContext(database: try app.migratedDatabase(), progress: .standardError)
            for seed in app.seeds {
                try await seed.body(context)
            }
        }
    }
}
