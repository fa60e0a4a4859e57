import Apus

@Model struct Note {
    @ID(.generated) var id: Int = 0
    var text: String
}

struct CreateNotes: Migration {
    let name = "2026-11-23-create-notes"
    func up(_ schema: inout SchemaChange) { schema.create(Note.self) }
}

@JSONCodable struct NewNote { var text: String }

@main struct Notes: Application {
    func configure(_ app: inout AppBuilder) async throws {
        let db = try await app.database()
        app.migrations(CreateNotes())
        app.router.get("/notes") { _ in try await db.all(Note.order { $0.id.ascending }) }
        app.router.get("/notes/{id}") { try await db.find(Note.self, $0.parameter("id", as: Int.self)) }
        app.router.post("/notes") { try await db.insert(Note(text: $0.decode(NewNote.self).text)) }
    }
}
