import ApusJSON
import ApusModel
import ApusTesting
import FoundationEssentials
import Testing

@Suite("Lists are read by cursor")
struct CursorTests {
    private static let lists: [Query<Country>] = [
        Country.all,
        Country.order { $0.name.descending },
        Country.order { $0.population.ascending },
        Country.order { $0.population.descending },
        Country.order { $0.population.ascending.nullsFirst },
        Country.order { $0.population.descending.nullsFirst },
        Country.order {
            $0.currency.ascending
            $0.region.descending
            $0.population.ascending.nullsFirst
        },
        Country.where { $0.region != "" }.order { $0.region.ascending },
    ]

    @Test("whatever the order, pages have each row once", arguments: TestDatabase.allCases)
    func pages(on kind: TestDatabase) async throws {
        try await kind.withCountries { db in
            for list in Self.lists {
                let whole = try await db.all(list.order { $0.code.ascending })
                for limit in [1, 2, 4, 100] {
                    var rows: [Country] = []
                    var cursor: Cursor?
                    repeat {
                        let page = try await db.page(after: cursor, limit: limit, list)
                        #expect(page.items.count <= limit)
                        rows += page.items
                        cursor = page.next.flatMap { Cursor($0.description) }
                        #expect(cursor == page.next)
                    } while cursor != nil && rows.count <= whole.count
                    #expect(rows == whole, "\(list.sql(in: db.dialect)) by \(limit)")
                }
            }
        }
    }

    @Test("a row that is inserted or deleted meanwhile does not shift the pages", arguments: TestDatabase.allCases)
    func changes(on kind: TestDatabase) async throws {
        try await kind.withTables(Tag.self) { db in
            try await db.insert(contentsOf: ["b", "d", "f", "h"].map { Tag(name: $0) })
            let first = try await db.page(after: nil, limit: 2, Tag.order { $0.name.ascending })
            #expect(first.items.map(\.name) == ["b", "d"])
            try await db.insert(Tag(name: "a"))
            try await db.delete(Tag.self, "d")
            let second = try await db.page(after: first.next, limit: 2, Tag.order { $0.name.ascending })
            #expect(second.items.map(\.name) == ["f", "h"])
            #expect(second.next == nil)
        }
    }

    @Test("the first column bounds what an index has to be read of", arguments: TestDatabase.allCases)
    func statement(on kind: TestDatabase) async throws {
        try await kind.withTables(Tag.self) { db in
            try await db.insert(contentsOf: ["a", "b"].map { Tag(name: $0) })
            let first = try await db.page(after: nil, limit: 1, Tag.all)
            let recorder = StatementRecorder()
            _ = try await db.observed(by: recorder).page(after: first.next, limit: 1, Tag.all)
            let placeholders = kind == .sqlite ? ["?", "?", "?"] : ["$1", "$2", "$3"]
            #expect(
                recorder.statements == [
                    #"select "name" from "tag" where "name" > \#(placeholders[0]) and "name" >= \#(placeholders[1]) "#
                        + #"order by "name" limit \#(placeholders[2])"#
                ]
            )
        }
    }

    @Test("what is no cursor of the list is refused", arguments: TestDatabase.allCases)
    func mistakes(on kind: TestDatabase) async throws {
        for text in ["", "x", "====", "AwAA", "!!!!", "BQAAAAAAAAD_", String(repeating: "A", count: 10_000)] {
            #expect(Cursor(text) == nil, "\(text.prefix(20))")
        }
        try await kind.withCountries { db in
            let cursor = try await db.page(after: nil, limit: 1, Country.all).next
            var error = await #expect(throws: DatabaseError.self) {
                try await db.page(after: cursor, limit: 1, Country.order { $0.name.ascending })
            }
            #expect(error?.code == .invalidValue)
            error = await #expect(throws: DatabaseError.self) {
                try await db.page(after: nil, limit: 1, Country.order { $0.name.lowercased.ascending })
            }
            #expect(error?.code == .misuse)
            error = await #expect(throws: DatabaseError.self) { try await db.page(after: nil, limit: 0, Country.all) }
            #expect(error?.code == .misuse)
        }
    }

    @Test("a page is JSON")
    func json() throws {
        let page = CursorPage([1, 2], next: nil)
        var json = JSONWriter()
        try page.encode(to: &json)
        #expect(String(decoding: json.takeBytes(), as: UTF8.self) == #"{"items":[1,2],"next":null}"#)
    }
}
