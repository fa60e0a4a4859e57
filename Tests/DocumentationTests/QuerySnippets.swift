import Apus
import ApusSQLite
import FoundationEssentials

// The snippets of Documentation/Queries.md and Documentation/Relations.md, on the models of DataSnippets.swift.

extension Author {
    static let books = many(Book.self) { $0.author }
}

extension Book {
    static let author = parent(Author.self) { $0.author }
}

@Model struct Invoice {
    @ID(.generated) var id: UUID
    @Tenant var owner: String
    var total: Int
    @Timestamp(.deleted) var deletedAt: Date?

    mutating func willSave(_ event: SaveEvent) throws(DatabaseError) {
        guard total >= 0 else { throw DatabaseError(.invalidValue, message: "an invoice has no negative total") }
    }
}

/// Runs the snippets over a library that has rows, and returns what they found.
func queries(_ db: Database) async throws -> [String] {
    let titles: [String] = try await db.all(Book.where { $0.pages > 100 }.select { $0.title })
    let rows: [(String, Int?)] = try await db.all(
        Book.join(Author.self) { $0.author == $1.id }
            .where { book, author in book.pages > 100 && author.name.hasPrefix("T") }
            .order { book, _ in book.title.ascending }
            .select { book, author in (book.title, author.born) }
    )
    let everybody: [(Author, Book?)] = try await db.all(Author.leftJoin(Book.self) { $0.id == $1.author })

    let totals = try await db.all(
        Book.group { $0.author }
            .having { _ in Aggregate.count > 1 }
            .select { ($0.author, Aggregate.count.filter($0.pages > 178), $0.pages.sum, $0.pages.average) }
    )
    let ranked = try await db.all(
        Book.select {
            ($0.title, WindowFunction.rank.over(partitionBy: $0.author, orderBy: $0.pages.descending))
        }
    )
    let sizes = try await db.all(
        Book.select { Choice(of: String.self).when($0.pages > 178, then: "long").otherwise("short") }
    )

    let published = try await db.all(
        Author.where { author in .exists(Book.where { $0.author == author.id }) }
    )
    let unread = try await db.all(Author.where { !$0.id.in(Book.select { $0.author }) })
    let long = Book.where { $0.pages > 178 }.named("long")
    let authors = try await db.all(Author.join(long) { $0.id == $1.author }.select { author, _ in author })

    for author in try await db.all(Author.all.with(Author.books.order { $0.title.ascending })) {
        print(author.name, author.related.map(\.title))
    }
    let nested = try await db.all(Book.all.with(Book.author.with(Author.books)))

    let changed = try await db.update(
        Book.where { $0.pages > 178 },
        set: { $0.pages.set(to: $0.pages + 1) },
        returning: { ($0.isbn, $0.pages) }
    )
    try await db.insert([Author(name: "Tove Jansson", born: 1914)], onConflict: { $0.name }) { row, new in
        row.born.set(to: new.born)
    }
    try await db.update(Book.self, from: Author.self, where: { $0.author == $1.id && $1.born == nil }) {
        $0.title.set(to: $1.name)
    }
    let counts = [
        titles.count, rows.count, everybody.count, totals.count, ranked.count, sizes.count, published.count,
        unread.count,
        authors.count, nested.count, changed.count,
    ]
    return counts.map { "\($0)" }
}

func invoices(_ db: Database) async throws -> Int {
    let own = try await db.tenant("acme").all(Invoice.all)
    let all = try await db.acrossTenants.count(Invoice.all)
    return own.count + all
}

@Row struct AuthorSummary {
    var author: Int
    var pages: Int?
}

func summarize(_ db: Database) async throws -> [AuthorSummary] {
    let summaries = try await db.all(
        Book.group { $0.author }.select { AuthorSummary.select(author: $0.author, pages: $0.pages.sum) }
    )
    return summaries
}
