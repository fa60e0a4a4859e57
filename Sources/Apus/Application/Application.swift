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
/// The program then answers to `serve`, `migrate up`, `migrate down`, `migrate status`, `seed` and `routes`.
public protocol Application: Sendable {
    /// Makes the application; ``configure(_:)`` does the rest.
    init()

    /// The program's name: that of its SQLite file and of its commands. The type's name in lower case, unless you say
    /// otherwise.
    static var name: String { get }

    /// Declares routes, middleware, migrations and seeds. Called once for every command, before anything is served.
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
        await RootCommand<Self>.main()
    }
}
