import ApusModel
import ApusTesting
import Testing

@Suite("Statements that write what queries find")
struct QueryWritingTests {
    @Test("insert from a query", arguments: TestDatabase.allCases)
    func insertFromQuery(on kind: TestDatabase) async throws {
        try await kind.withTables(Currency.self, Country.self, Language.self) { db in
            try await db.insert(contentsOf: Country.samples.map { Country(copy: $0) })
            let count = try await db.insert(
                into: Language.self,
                { ($0.id, $0.name) },
                from: Country.where { $0.population > 10_000_000 }.select { ($0.code, $0.name.optional) }
            )
            #expect(count == 3)
            #expect(try await db.all(Language.order { $0.id.ascending }).map(\.id) == ["CI", "GR", "SE"])
        }
    }

    @Test("a conflict with typed columns", arguments: TestDatabase.allCases)
    func conflicts(on kind: TestDatabase) async throws {
        try await kind.withTables(Visits.self) { db in
            let visits = [Visits(page: "a", count: 1), Visits(page: "b", count: 2)]
            for _ in 1...2 {
                try await db.insert(visits, onConflict: { $0.page }) { row, new in
                    row.count.set(to: row.count + new.count)
                }
            }
            #expect(try await db.all(Visits.order { $0.page.ascending }).map(\.count) == [2, 4])
            #expect(try await db.insert(visits, onConflict: { $0.page }) == 0)
        }
    }

    @Test("update and delete give back what they changed", arguments: TestDatabase.allCases)
    func returning(on kind: TestDatabase) async throws {
        try await kind.withCountries { db in
            let updated = try await db.update(
                Country.where { $0.code == "FI" },
                set: { $0.population.set(to: $0.population * 2) },
                returning: { ($0.code, $0.population) }
            )
            #expect(updated.map(\.0) == ["FI"])
            #expect(updated.map(\.1) == [11_200_000])
            let purged = try await db.purge(Country.where { $0.code == "AX" }, returning: { ($0.name, $0.region) })
            #expect(purged.map(\.0) == ["Åland"])
            #expect(try await db.find(optional: Country.self, "AX") == nil)
        }
    }

    @Test("update from and delete by another table", arguments: TestDatabase.allCases)
    func otherTables(on kind: TestDatabase) async throws {
        try await kind.withCountries { db in
            let updated = try await db.update(
                Country.self,
                from: Currency.self,
                where: { $0.currency == $1.id && $1.name == "Euro" },
                set: { country, currency in country.region.set(to: currency.name) }
            )
            #expect(updated == 3)
            #expect(try await db.count(Country.where { $0.region == "Euro" }) == 3)
            let deleted = try await db.delete(
                Country.self,
                using: Currency.self,
                where: { $0.currency == $1.id && $1.name == "Krona" }
            )
            #expect(deleted == 1)
            #expect(try await db.find(optional: Country.self, "SE") == nil)
        }
    }
}

@Model private struct Visits {
    @ID var page: String
    var count: Int
}

extension Country {
    fileprivate init(copy: Country) {
        self = copy
        currency = nil
    }
}
