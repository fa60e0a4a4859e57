import Apus
import ApusTesting
import ApusWebSocket
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
        _ = try placedRoutes()
        _ = try forms(secret: String(repeating: "x", count: 32), formerSecrets: [])
        _ = try representations()
    }
}

extension Cookie {
    fileprivate static let name = Cookie("name")
}

private struct Visitor: Decodable {
    var name: String
}

private func guestBook() -> Router {
    let router = Router()
    router.get("/") { request in "Hello, \(request.cookies[.name] ?? "stranger")" }
    router.post("/name") { request in
        var response = Response(status: .noContent)
        try response.setCookie(.name, to: try await request.decodeForm(Visitor.self).name)
        return response
    }
    router.get("/entries") { _ in
        Response.events(
            AsyncStream { continuation in
                continuation.yield(ServerSentEvent("Hello"))
                continuation.finish()
            }
        )
    }
    router.webSocket("/echo") { _, socket in
        for try await message in socket { try await socket.send(message) }
    }
    return router
}

@Suite("Guest book", .timeLimit(.minutes(5)))
struct GuestBookTests {
    @Test("A visitor is greeted by name", arguments: TestTransport.allCases)
    func greeting(over transport: TestTransport) async throws {
        try await transport.withClient(guestBook()) { client in
            let browser = client.keepingCookies()
            _ = try await browser.send(.post, "/name", form: ["name": "Tove"])
            #expect(try await browser.get("/").text == "Hello, Tove")
            #expect(try await client.get("/").text == "Hello, stranger")
        }
    }

    @Test("What one writes, all see", arguments: TestTransport.allCases)
    func events(over transport: TestTransport) async throws {
        try await transport.withClient(guestBook()) { client in
            try await client.events("/entries") { events in
                var events = events.makeAsyncIterator()
                let first = try await events.next()
                #expect(first?.data == "Hello")
            }
            try await client.webSocket("/echo") { socket in
                try await socket.send("Hello")
                let answer = try await socket.receive()
                #expect(answer?.text == "Hello")
            }
        }
    }
}

@Suite("A driver of your own", .timeLimit(.minutes(5)))
struct DriverSnippets {
    @Test("The driver conforms", arguments: DriverCheck.all)
    func conformance(_ check: DriverCheck) async throws {
        try await TestDatabase.sqlite.withDriver { driver in  // or a driver of yours, of an empty database
            try await check.run(on: driver)
        }
    }
}
