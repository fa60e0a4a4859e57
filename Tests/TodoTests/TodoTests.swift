import Apus
import ApusTesting
import Foundation
import HTTPTypes
import Testing

@testable import Todo

@Suite("To-do list")
struct TodoTests {
    @Test("An item can be made, listed, done and removed", arguments: TestDatabase.allCases)
    func life(on kind: TestDatabase) async throws {
        try await withVisitor(on: kind) { visitor in
            let created = try await visitor.send(.post, "/items", json: #"{"title": "Buy milk"}"#)
            #expect(created.status == .created)
            #expect(created.headers[.location] == "/items/1")
            #expect(try await visitor.get("/items").json["items"]?[0]?["title"] == "Buy milk")

            let done = try await visitor.send(.patch, "/items/1", json: #"{"isDone": true}"#)
            #expect(try done.json["isDone"] == true)
            #expect(try done.json["title"] == "Buy milk")

            #expect(try await visitor.send(.delete, "/items/1").status == .noContent)
            #expect(try await visitor.get("/items").json["total"] == 0)
        }
    }

    @Test("A title is asked for", arguments: [#"{"title": " "}"#, #"{}"#, #"{"title": 1}"#])
    func badTitle(json: String) async throws {
        try await withVisitor { visitor in
            let response = try await visitor.send(.post, "/items", json: json)
            #expect(response.status == .unprocessableContent)
            #expect(try response.json["violations"]?[0]?["pointer"] == "/title")
        }
    }

    @Test("Nobody sees the items of another session")
    func separation() async throws {
        try await withApp { app in
            let first = try await visitor(of: app)
            let second = try await visitor(of: app)
            _ = try await first.send(.post, "/items", json: #"{"title": "Secret"}"#)
            #expect(try await second.get("/items").json["total"] == 0)
            #expect(try await second.send(.patch, "/items/1", json: #"{"isDone": true}"#).status == .notFound)
            #expect(try await second.send(.delete, "/items/1").status == .notFound)
            #expect(try await first.get("/items").json["total"] == 1)
        }
    }

    @Test("Without a session, with a forged one or after its end there is no list")
    func sessions() async throws {
        try await withApp { app in
            #expect(try await app.get("/items").status == .unauthorized)
            let visitor = app.keepingCookies()
            let setCookie = try #require(try await visitor.send(.post, "/session").headers[.setCookie])
            #expect(setCookie.hasPrefix("__Host-session="))
            for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
                #expect(setCookie.contains("; \(attribute)"))
            }
            #expect(try await visitor.get("/items").status == .ok)
            let forged: HeaderFields = [.cookie: "__Host-session=\(UUID().uuidString)"]
            #expect(try await app.get("/items", headers: forged).status == .unauthorized)
            #expect(try await visitor.send(.delete, "/session").status == .noContent)
            #expect(visitor.cookies?["__Host-session"] == nil)
            #expect(try await visitor.get("/items").status == .unauthorized)
        }
    }

    @Test("A visitor who has a session keeps it")
    func sameSession() async throws {
        try await withVisitor { visitor in
            _ = try await visitor.send(.post, "/items", json: #"{"title": "Keep me"}"#)
            let again = try await visitor.send(.post, "/session")
            #expect(again.status == .noContent)
            #expect(again.headers[.setCookie] == nil)
            #expect(try await visitor.get("/items").json["total"] == 1)
        }
    }

    @Test("Files can be attached to an item, replaced and read again", arguments: TestDatabase.allCases)
    func files(on kind: TestDatabase) async throws {
        try await withApp(on: kind) { app in
            let visitor = try await visitor(of: app)
            _ = try await visitor.send(.post, "/items", json: #"{"title": "Read"}"#)
            let path = "/items/1/files/..%2Fa%20book.html"
            #expect(try await visitor.send(.put, path, body: "first").status == .ok)
            let replaced = try await visitor.send(.put, path, body: "<script>second</script>")
            #expect(try replaced.json["name"] == "../a book.html")
            #expect(try replaced.json["size"] == 23)
            #expect(try await visitor.get("/items/1/files").json.arrayValue?.count == 1)

            let file = try await visitor.get(path)
            #expect(file.text == "<script>second</script>")
            #expect(file.contentType == "application/octet-stream")
            #expect(file.headers[.contentDisposition] == "attachment")
            #expect(file.headers[.xContentTypeOptions] == "nosniff")

            #expect(try await visitor.get("/items/1/files/other").status == .notFound)
            let large = String(repeating: "x", count: (5 << 20) + 1)
            #expect(try await visitor.send(.put, path, body: large).status == .contentTooLarge)
            #expect(try await self.visitor(of: app).get(path).status == .notFound)
        }
    }

    @Test("A browser's form brings files, under names that are safe")
    func uploadForm() async throws {
        try await withVisitor { visitor in
            _ = try await visitor.send(.post, "/items", json: #"{"title": "Read"}"#)
            func send(_ text: String) async throws -> TestResponse {
                let file = TestPart("file", Array(text.utf8), filename: "../../book.txt", contentType: "text/html")
                return try await visitor.send(.post, "/items/1/files", parts: [file])
            }
            let response = try await send("Once upon a time")
            #expect(response.status == .seeOther)
            #expect(response.headers[.location] == "/")
            #expect(try await visitor.get("/items/1/files/book.txt").text == "Once upon a time")
            #expect(try await visitor.get("/items/1/files").json.arrayValue?.count == 1)

            #expect(try await send(String(repeating: "x", count: (5 << 20) + 1)).status == .contentTooLarge)
            #expect(try await visitor.send(.post, "/items/1/files").status == .unsupportedMediaType)
        }
    }

    @Test("A page that is open sees what another one does", .timeLimit(.minutes(5)), arguments: TestTransport.allCases)
    func live(over transport: TestTransport) async throws {
        try await withVisitor(over: transport) { visitor in
            try await visitor.events("/changes") { events in
                var events = events.makeAsyncIterator()
                let created = try await visitor.send(.post, "/items", json: #"{"title": "Buy milk"}"#)
                #expect(created.status == .created)
                let event = try #require(try await events.next())
                #expect(event.event == "created")
                #expect(event.data?.contains("Buy milk") == true)
            }
        }
    }

    @Test("A page is told what changes in its session, and nothing else", .timeLimit(.minutes(5)))
    func changes() async throws {
        let changes = Changes()
        let session = UUID()
        var stream = changes.stream(of: session).makeAsyncIterator()
        changes.publish("created", Item(session: UUID(), title: "Of somebody else"))
        changes.publish("created", Item(id: 7, session: session, title: "Buy milk"))
        let event = try #require(await stream.next())
        #expect(event.event == "created")
        let item = try JSON.parse(Array(try #require(event.data).utf8))
        #expect(item["title"] == "Buy milk")
        #expect(item["session"] == nil)
    }

    @Test("Sessions that nobody uses are removed with everything that is theirs")
    func cleaning() async throws {
        try await TestDatabase.sqlite.withDatabase { db in
            _ = try await Migrator(db, [CreateTodo()]).up()
            let folder = FileManager.default.temporaryDirectory.appending(path: "todo-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            let uploads = try UploadFolder(folder.path())
            let old = try await db.insert(Session(seenAt: .now.addingTimeInterval(-2 * Session.lifetime)))
            let new = try await db.insert(Session())
            for session in [old, new] {
                _ = try await db.insert(Item(session: session.id, title: "Something"))
                try Data("x".utf8).write(to: URL(filePath: uploads.file(of: UUID(), in: session.id)))
            }
            try await SessionCleaner(db: db, uploads: uploads).clean()
            #expect(try await db.all(Session.all).map(\.id) == [new.id])
            #expect(try await db.count(Item.all) == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == [new.id.uuidString])
        }
    }

    @Test("A page of another site cannot change anything")
    func crossOrigin() async throws {
        try await withVisitor { visitor in
            let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
            let response = try await visitor.send(
                .post,
                "/items",
                json: #"{"title": "Forged"}"#,
                headers: [site: "cross-site"]
            )
            #expect(response.status == .forbidden)
            #expect(try await visitor.get("/items").json["total"] == 0)
        }
    }

    @Test("The page and its parts are served, and may run no script of others")
    func page() async throws {
        try await withApp { app in
            let page = try await app.get("/")
            #expect(page.status == .ok)
            #expect(page.text.contains("<title>To do</title>"))
            #expect(page.headers[.contentSecurityPolicy]?.contains("script-src") == true)
            #expect(try await app.get("/todo.js").status == .ok)
            #expect(try await app.get("/../Todo.swift").status != .ok)
            #expect(try await app.get("/%2e%2e/Todo.swift").status != .ok)
        }
    }

    // MARK: -

    private func withVisitor(
        on kind: TestDatabase = .sqlite,
        over transport: TestTransport = .inProcess,
        _ body: (TestClient) async throws -> Void
    ) async throws {
        try await withApp(on: kind, over: transport) { try await body(visitor(of: $0)) }
    }

    /// A browser that has a session.
    private func visitor(of app: TestClient) async throws -> TestClient {
        let visitor = app.keepingCookies()
        _ = try await visitor.send(.post, "/session")
        return visitor
    }

    private func withApp(
        on kind: TestDatabase = .sqlite,
        over transport: TestTransport = .inProcess,
        _ body: (TestClient) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "todo-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Examples/Todo/Public")
        let settings = [
            "UPLOAD_FOLDER": folder.path(),
            "PUBLIC_FOLDER": root.standardized.path(),
            "LOG_LEVEL": "critical",
        ]
        try await kind.withDatabase { db in
            try await Todo().withRouter(database: db, settings: settings) { router in
                try await transport.withClient(router, body)
            }
        }
    }
}
