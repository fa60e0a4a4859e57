import ArgumentParser

/// Prints the settings in effect.
struct ConfigCommand<App: Application>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "config",
            abstract: "Print the settings in effect, and where each comes from; secrets are left out."
        )
    }

    func run() async throws {
        let loaded = try LoadedSettings(for: App.self, AppSession.surroundings(of: App.self))
        print(SettingsTable.text(loaded.resolved))
        for warning in loaded.warnings { print(warning) }
    }
}
