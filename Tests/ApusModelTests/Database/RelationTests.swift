import ApusModel
import ApusTesting
import FoundationEssentials
import Testing

@Suite("Relations are loaded with one statement a level")
struct RelationTests {
    private func withShelf(_ kind: TestDatabase, _ body: (Database, StatementRecorder) async throws -> Void)
        async throws
    {
        try await kind.withTables(Writer.self, Novel.self, Label.self, NovelLabel.self) { db in
            try await db.insert(contentsOf: [
                Writer(id: 1, name: "Tove", mentor: nil), Writer(id: 2, name: "Astrid", mentor: 1),
                Writer(id: 3, name: "Nobody", mentor: nil),
            ])
            try await db.insert(contentsOf: [
                Novel(isbn: "a", writer: 1, title: "Summer"), Novel(isbn: "b", writer: 1, title: "November"),
                Novel(isbn: "c", writer: 2, title: "Ronja"),
            ])
            try await db.insert(contentsOf: [Label(id: "x"), Label(id: "y")])
            try await db.insert(contentsOf: [
                NovelLabel(id: 1, novel: "a", label: "x", weight: 5),
                NovelLabel(id: 2, novel: "a", label: "y", weight: 1),
                NovelLabel(id: 3, novel: "c", label: "x", weight: 2),
            ])
            let recorder = StatementRecorder()
            try await body(db.observed(by: recorder), recorder)
        }
    }

    @Test("one to many, filtered and sorted", arguments: TestDatabase.allCases)
    func many(on kind: TestDatabase) async throws {
        try await withShelf(kind) { db, recorder in
            let writers = try await db.all(
                Writer.order { $0.id.ascending }.with(Writer.novels.order { $0.title.ascending })
            )
            #expect(writers.map(\.name) == ["Tove", "Astrid", "Nobody"])
            #expect(writers.map { $0.related.map(\.title) } == [["November", "Summer"], ["Ronja"], []])
            #expect(recorder.statements.count == 2)
            let filtered = try await db.all(
                Writer.order { $0.id.ascending }.with(Writer.novels.where { $0.title == "Summer" })
            )
            #expect(filtered.map(\.related.count) == [1, 0, 0])
        }
    }

    @Test("parents, also of the same table", arguments: TestDatabase.allCases)
    func parents(on kind: TestDatabase) async throws {
        try await withShelf(kind) { db, _ in
            let novels = try await db.all(Novel.order { $0.isbn.ascending }.with(Novel.writer))
            #expect(novels.map(\.related.name) == ["Tove", "Tove", "Astrid"])
            let writers = try await db.all(
                Writer.order { $0.id.ascending }.with(Writer.mentor, Writer.students, Writer.novels)
            )
            #expect(writers.map(\.related.0?.name) == [nil, "Tove", nil])
            #expect(writers.map { $0.related.1.map(\.name) } == [["Astrid"], [], []])
            #expect(writers.map(\.related.2.count) == [2, 1, 0])
        }
    }

    @Test("many to many, with the link's own columns, and nested", arguments: TestDatabase.allCases)
    func nested(on kind: TestDatabase) async throws {
        try await withShelf(kind) { db, recorder in
            let writers = try await db.all(
                Writer.order { $0.id.ascending }.with(
                    Writer.novels.order { $0.isbn.ascending }.with(
                        Novel.labels.order { _, label in label.id.ascending }
                    )
                )
            )
            #expect(recorder.statements.count == 3)
            #expect(
                writers.map { $0.related.map { $0.related.map(\.id) } } == [[["x", "y"], []], [["x"]], []]
            )
            let linked = try await db.first(
                Novel.where { $0.isbn == "a" }.with(
                    Novel.labels.where { link, _ in link.weight > 1 }.withLinks
                )
            )
            #expect(linked?.related.map(\.id) == ["x"])
            #expect(linked?.related.map(\.related.weight) == [5])
            let first = try await db.first(Novel.where { $0.isbn == "c" }.with(Novel.writer.with(Writer.novels)))
            #expect(first?.related.name == "Astrid")
            #expect(first?.related.related.map(\.isbn) == ["c"])
        }
    }

    @Test("no rows, no further statement", arguments: TestDatabase.allCases)
    func nothing(on kind: TestDatabase) async throws {
        try await withShelf(kind) { db, recorder in
            let none = try await db.all(Writer.where { $0.id == 9 }.with(Writer.novels))
            #expect(none.isEmpty)
            #expect(recorder.statements.count == 1)
        }
    }

    @Test("links are made and taken away", arguments: TestDatabase.allCases)
    func links(on kind: TestDatabase) async throws {
        try await kind.withTables(Novel.self, Label.self, PlainLink.self) { db in
            let novel = try await db.insert(Novel(isbn: "a", writer: 1, title: "Summer"))
            let label = try await db.insert(Label(id: "x"))
            try await db.link(novel, Novel.plainLabels, label)
            #expect(try await db.all(Novel.all.with(Novel.plainLabels)).map { $0.related.map(\.id) } == [["x"]])
            #expect(try await db.unlink(novel, Novel.plainLabels, label))
            #expect(try await !db.unlink(novel, Novel.plainLabels, label))
        }
    }
}

@Model private struct Writer {
    @ID var id: Int
    var name: String
    var mentor: Int?

    static let novels = many(Novel.self) { $0.writer }
    static let mentor = parent(Writer.self) { $0.mentor }
    static let students = many(Writer.self) { $0.mentor }
}

@Model private struct Novel {
    @ID var isbn: String
    var writer: Int
    var title: String

    static let writer = parent(Writer.self) { $0.writer }
    static let labels = many(Label.self, through: NovelLabel.self, from: { $0.novel }, to: { $0.label })
    static let plainLabels = many(Label.self, through: PlainLink.self, from: { $0.novel }, to: { $0.label })
}

@Model private struct Label {
    @ID var id: String
}

@Model private struct NovelLabel {
    @ID var id: Int
    var novel: String
    var label: String
    var weight: Int
}

@Model private struct PlainLink {
    @ID(.generated) var id: Int = 0
    var novel: String
    var label: String
}
