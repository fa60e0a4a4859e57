import Apus
import ApusTesting
import HTTPTypes
import Testing

// The snippets of Documentation/Testing.md.

func libraryRoutes(_ db: Database) -> Router {
    let router = Router()
    router.get("/books/{isbn}") { request in
        try await db.find(Book.self, try request.parameter("isbn"))
    }
    return router
}

@Suite("Library")
struct LibraryTests {
    @Test("A book is found by its ISBN", arguments: TestDatabase.allCases)
    func find(on kind: TestDatabase) async throws {
        try await kind.withDatabase { db in
            try await Migrator(db, [CreateLibrary()]).up()
            let author = try await db.insert(Author(name: "Tove Jansson"))
            try await db.insert(Book(isbn: "1", author: author.id, title: "The Summer Book", pages: 180))

            let recorder = StatementRecorder()
            let client = try TestClient(libraryRoutes(db.observed(by: recorder)))
            let response = try await client.get("/books/1")
            #expect(response.status == .ok)
            #expect(try response.json["title"] == "The Summer Book")
            #expect(recorder.statements.count == 1)
        }
    }

    @Test("The guide's snippets do what the guide says", arguments: TestDatabase.allCases)
    func guide(on kind: TestDatabase) async throws {
        try await kind.withDatabase { db in
            let results = try await library(db, search: "BOOK", text: "The %")
            #expect(results == ["The Summer Book", "1", "2", "2", "The Summer Book"])
        }
    }

    @Test("The guide's routes are compiled without a conflict")
    func guideRoutes() throws {
        _ = try routes()
    }
}
