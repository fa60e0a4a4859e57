import Apus

/// A to-do list for everybody who comes by: each visitor has a session with items of their own, files attached to them, and
/// a page that shows at once what has changed elsewhere.
@main
struct Todo: Application {
    typealias Settings = TodoSettings

    func configure(_ app: inout AppBuilder) async throws {
        let settings = try app.settings(TodoSettings.self)
        let db = try await app.database()
        let uploads = try UploadFolder(settings.uploadFolder)
        let changes = Changes()
        app.migrations(CreateTodo())
        app.service(SessionCleaner(db: db, uploads: uploads))
        app.health(.database(db))

        app.router.use(
            RequestIDHeader(),
            AccessLog(),
            SecurityHeaders(contentSecurityPolicy: .page),
            try CrossOriginProtection(),
            try StaticFiles(settings.publicFolder)
        )
        let sessions = Sessions(db: db, uploads: uploads)
        sessions.addRoutes(to: app.router)
        let visitor = app.router.group("", sessions)
        ItemRoutes(db: db, changes: changes).add(to: visitor)
        AttachmentRoutes(db: db, uploads: uploads).add(to: visitor)
        ChangeRoutes(changes: changes).add(to: visitor)
    }
}
