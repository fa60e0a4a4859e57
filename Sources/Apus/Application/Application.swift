import ArgumentParser

/// A server program: what it is made of, said once; the commands come with it.
///
/// ```swift
/// import Apus
///
/// @main struct Notes: Application {
///     func configure(_ app: inout AppBuilder) async throws {
///         let db = try await app.database()
///         app.migrations(CreateNotes())
///         app.router.get("/notes") { request in try await db.page(request.page(), Note.order { $0.id.ascending }) }
///     }
/// }
/// ```
///
/// The program then answers to `serve`, `migrate up`, `migrate down`, `migrate status`, `seed`, `routes` and `config`.
///
/// What the application works with, a mailer for instance, is a stored property with a default, so that a test can make
/// the application with another one.
public protocol Application: Sendable {
    /// The application's own settings; ``AppBuilder/settings(_:)`` reads them.
    associatedtype Settings: AppSettings = NoSettings

    /// Makes the application as the program runs it; ``configure(_:)`` does the rest.
    init()

    /// The program's name: that of its SQLite file and of its commands. The type's name in lower case, unless you say
    /// otherwise.
    static var name: String { get }

    /// Declares routes, middleware, services, migrations and seeds. Called once for every command, before anything is served.
    ///
    /// - Parameter app: Takes the declarations.
    /// - Throws: Whatever keeps the application from starting; the program ends with that message.
    func configure(_ app: inout AppBuilder) async throws
}

extension Application {
    /// The type's name in lower case.
    public static var name: String { String(describing: Self.self).lowercased() }

    /// Runs the command that the program's arguments name; `serve` when they name none.
    @concurrent
    public static func main() async {
        let arguments = CommandLineSettings(
            Array(CommandLine.arguments.dropFirst()),
            known: LoadedSettings.declared(by: Self.self)
        )
        await CommandLineSettings.$current.withValue(arguments) {
            await RootCommand<Self>.main(arguments.rest)
        }
    }
}
