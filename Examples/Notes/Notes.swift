import Apus

@Model struct Note {
    @ID(.generated) var id: Int = 0
    var text: String
}

struct CreateNotes: Migration {
    let name = "2026-11-23-create-notes"
    func up(_ schema: inout SchemaChange) { schema.create(Note.self) }
    func down(_ schema: inout SchemaChange) { schema.drop(Note.self) }
}

struct NewNote: Decodable, Validatable {
    var text: String
    func validate(_ check: inout Validation) { check.length(of: text, in: 1...280, at: "text") }
}

@main struct Notes: Application {
    func configure(_ app: inout AppBuilder) async throws {
        let db = try await app.database()
        app.migrations(CreateNotes())
        app.router.get("/notes") { _ in try await db.all(Note.order { $0.id.ascending }) }
        app.router.post("/notes") { request in
            let note = try await db.insert(Note(text: try await request.decode(NewNote.self).text))
            return Created(note, at: "/notes/\(note.id)")
        }
        app.router.get("/notes/{id}") { try await db.find(Note.self, $0.parameter("id", as: Int.self)) }
    }
}
