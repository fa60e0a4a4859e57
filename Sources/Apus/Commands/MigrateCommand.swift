import ApusMigrations
import ArgumentParser

/// Brings the database's schema up to date, or back.
struct MigrateCommand<App: Application>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "migrate", abstract: "Apply, undo or list migrations.")
    }

    /// What to do with the migrations.
    enum Action: String, ExpressibleByArgument, CaseIterable {
        case up, down, status
    }

    @Argument(help: "up applies all that are pending, down undoes the last ones, status lists them.")
    var action = Action.up

    @Option(help: "How many migrations to undo.")
    var steps = 1

    func validate() throws {
        guard steps >= 1 else { throw ValidationError("--steps must be at least 1.") }
    }

    func run() async throws {
        try await AppSession.run(App.self, opening: action == .status ? .inspect : .open) { app in
            let migrator = Migrator(try app.migratedDatabase(), app.migrations)
            switch action {
            case .up: report("applied", try await migrator.up())
            case .down: report("undone", try await migrator.down(steps: steps))
            case .status:
                for status in try await migrator.status() { print(status) }
            }
        }
    }

    private func report(_ verb: String, _ names: [String]) {
        if names.isEmpty { print("Nothing to do.") }
        for name in names { print("\(verb) \(name)") }
    }
}
