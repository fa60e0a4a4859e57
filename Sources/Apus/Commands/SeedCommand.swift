import ApusMigrations
import ArgumentParser

/// Fills the database.
struct SeedCommand<App: Application>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "seed", abstract: "Fill the database; can be repeated.")
    }

    func run() async throws {
        try await AppSession.run(App.self) { app in
            guard !app.seeds.isEmpty else { throw ValidationError("The application declares no seed.") }
            let database = try app.migratedDatabase()
            guard try await Migrator(database, app.migrations).status().allSatisfy({ $0.state == .applied }) else {
                throw ValidationError("The database is not up to date: run \(App.name) migrate first.")
            }
            let progress = ProgressReporter.standardError
            // Also when the seed fails: its error must not stand behind half a bar.
            defer { progress.interrupt() }
            for seed in app.seeds {
                try await seed.body(SeedContext(database: database, progress: progress))
            }
        }
    }
}
