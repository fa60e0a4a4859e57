import Apus
import ApusSQLite
import FoundationEssentials

// The snippets of Documentation/Data.md and Documentation/Migrations.md.

@Model struct Author {
    @ID(.generated) var id: Int = 0
    @Unique var name: String
    var born: Int?
}

@Model struct Book {
    @ID var isbn: String
    @References(Author.self, onDelete: .cascade) @Indexed var author: Int
    @Indexed var title: String
    @Column("page_count") var pages: Int
    @Version var version: Int = 1
    @Timestamp(.created) var createdAt: Date = .now
    @Timestamp(.updated) var updatedAt: Date = .now
}

@Model struct Shelving {
    @ID @References(Book.self) var book: Book.ID
    @ID var shelf: Int
    var position: Int

    static let indexes = [TableIndex("shelf", "position", isUnique: true)]
    static let checks = [TableCheck("positive_position", "position > 0")]
}

struct CreateLibrary: Migration {
    let name = "2026-11-23-create-library"

    func up(_ schema: inout SchemaChange) {
        schema.create(Author.self)
        schema.create(Book.self)
    }

    func down(_ schema: inout SchemaChange) {
        schema.drop(Book.self)
        schema.drop(Author.self)
    }
}

/// Runs the snippets, and returns what the reader is told that they return.
func library(_ db: Database, search: String?, text: String) async throws -> [String] {
    try await Migrator(db, [CreateLibrary()]).up()

    let author = try await db.insert(Author(name: "Tove Jansson", born: 1914))
    try await db.insert(contentsOf: [
        Book(isbn: "951-50-1", author: author.id, title: "The Summer Book", pages: 180),
        Book(isbn: "951-50-2", author: author.id, title: "Moominvalley in November", pages: 175),
    ])

    let books = try await db.all(
        Book.where { $0.pages > 100 && $0.title.contains("Book") }
            .order { $0.title.ascending }
            .limit(10)
    )
    let found = try await db.all(Book.filter(search) { $0.title.contains($1, ignoringCase: true) })
    let page = try await db.page(.first, Book.order { $0.title.ascending })

    var book = try await db.find(Book.self, "951-50-1")
    book.pages = 184
    book = try await db.update(book)
    try await db.update(Book.where { $0.author == author.id }) { $0.pages.set(to: 200) }
    try await db.delete(Book.self, "951-50-2")

    let count = try await db.transaction { db in
        try await db.insert(Author(name: "Astrid Lindgren"))
        return try await db.count(Author.all)
    }

    let titles = try await db.all("select title from book where title like \(text)", as: String.self)
    return [books[0].title, "\(found.count)", "\(page.total)", "\(count)"] + titles
}

func openSQLite() async throws -> Database {
    let db = Database(try await SQLiteDriver(.file("library.sqlite")))
    return db
}

func maintainSQLite() async throws -> [String] {
    let driver = try await SQLiteDriver(.file("library.sqlite"))
    try await driver.backup(to: "library-copy.sqlite")
    let problems = try await driver.integrityCheck()
    await driver.close()
    return problems
}

func firstTitles(_ db: Database) async throws -> [CursorPage<Book>] {
    let list = Book.order { $0.title.ascending }
    let first = try await db.page(after: nil, limit: 20, list)
    let second = try await db.page(after: first.next, limit: 20, list)
    return [first, second]
}
