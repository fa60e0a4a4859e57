import ApusCore
import ArgumentParser
import Logging

/// The program itself: a name and the commands under it.
struct RootCommand<App: Application>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: App.name,
            abstract: "A server built with Apus.",
            discussion: discussion,
            subcommands: [
                ServeCommand<App>.self, MigrateCommand<App>.self, SeedCommand<App>.self, RoutesCommand<App>.self,
                ConfigCommand<App>.self,
            ],
            defaultSubcommand: ServeCommand<App>.self
        )
    }

    private static var discussion: String {
        let settings = LoadedSettings.declared(by: App.self).map(\.usage).joined(separator: "\n")
        return """
            Settings are options of every command, variables of the environment or of the file .env, or members of the \
            JSON file \(App.name).json; the first of these that has one wins.

            \(settings)
            """
    }
}
