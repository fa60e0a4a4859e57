import ApusCore
import ArgumentParser
import Logging

/// The program itself: a name and the commands under it.
struct RootCommand<App: Application>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: App.name,
            abstract: "A server built with Apus.",
            discussion: """
                The environment configures it: HOST and PORT say where it listens (127.0.0.1 and 8080), DATABASE_URL where \
                its data is (sqlite:\(App.name).sqlite), LOG_LEVEL how much it logs (info).
                """,
            subcommands: [
                ServeCommand<App>.self, MigrateCommand<App>.self, SeedCommand<App>.self, RoutesCommand<App>.self,
            ],
            defaultSubcommand: ServeCommand<App>.self
        )
    }
}
