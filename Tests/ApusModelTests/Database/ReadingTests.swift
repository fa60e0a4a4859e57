import ApusModel
import ApusTesting
import Testing

@Suite("Queries find the same rows on every database")
struct ReadingTests {
    /// The codes of the sample countries that match, in the order of their names' bytes.
    private func codes(
        on engine: TestDatabase,
        _ conditions: [(Country.Columns) -> Condition]
    ) async throws -> [String] {
        var found: [String] = []
        try await engine.withCountries { (db) async throws in
            for condition in conditions {
                let query = Country.where(condition).order { $0.code.ascending }
                found.append(try await db.all(query).map(\.code).joined(separator: " "))
            }
        }
        return found
    }

    @Test("comparisons, with and without values", arguments: TestDatabase.allCases)
    func comparisons(engine: TestDatabase) async throws {
        let found = try await codes(
            on: engine,
            [
                { $0.population == 10_400_000 },
                { $0.population != 10_400_000 },
                { $0.population == nil },
                { $0.population != nil },
                { $0.population > 10_400_000 },
                { $0.population >= 10_400_000 },
                { $0.population < 5_600_000 },
                { $0.population <= 5_600_000 },
                { $0.population > nil },
                { $0.population.between(1, and: 10_400_000) },
                { $0.population.isNull },
                { $0.population.isNotNull },
                { $0.name == $0.region },
                { $0.name != $0.region },
                { $0.currency == $0.currency },
            ]
        )
        #expect(
            found == [
                "GR", "AX CI FI SE XX", "AX", "CI FI GR SE XX", "CI SE", "CI GR SE", "XX", "FI XX", "", "FI GR",
                "AX", "CI FI GR SE XX", "", "AX CI FI GR SE XX", "AX CI FI GR SE XX",
            ]
        )
    }

    @Test("not matches exactly the rows that its operand does not", arguments: TestDatabase.allCases)
    func negation(engine: TestDatabase) async throws {
        let found = try await codes(
            on: engine,
            [
                { !($0.population > 10_400_000) },
                { !($0.population == 5_600_000) },
                { !($0.population.in([5_600_000, 0])) },
                { !($0.currency.contains("E")) },
                { !(!($0.population > 10_400_000)) },
                { !($0.population > 0 && $0.currency == "EUR") },
                { !($0.population > 0 || $0.currency == "EUR") },
                { _ in !(.all([])) },
            ]
        )
        #expect(
            found == [
                "AX FI GR XX", "AX CI GR SE XX", "AX CI GR SE", "CI XX", "CI SE", "AX CI SE XX", "XX", "",
            ]
        )
    }

    @Test("lists", arguments: TestDatabase.allCases)
    func lists(engine: TestDatabase) async throws {
        let found = try await codes(
            on: engine,
            [
                { $0.code.in(["FI", "SE", "ZZ"]) },
                { $0.code.in([]) },
                { $0.currency.in(["SEK", nil]) },
                { $0.currency.in([nil]) },
            ]
        )
        #expect(found == ["FI SE", "", "CI SE XX", "CI XX"])
    }

    @Test("text is found byte for byte, and no character is special", arguments: TestDatabase.allCases)
    func text(engine: TestDatabase) async throws {
        let found = try await codes(
            on: engine,
            [
                { $0.name.contains("land") },
                { $0.name.contains("Land") },
                { $0.name.contains("%") },
                { $0.name.contains("_") },
                { $0.name.contains("\\") },
                { $0.name.contains("'") },
                { $0.name.contains("") },
                { $0.name.hasPrefix("S") },
                { $0.name.hasPrefix("s") },
                { $0.name.hasPrefix("Å") },
                { $0.name.hasPrefix("100% _") },
                { $0.name.hasPrefix("") },
                { $0.name.hasSuffix("land") },
                { $0.name.hasSuffix("Δ") },
                { $0.name.hasSuffix("ΔΑ") },
                { $0.name.hasSuffix("") },
                { $0.region.hasSuffix("longer than the text") },
                { $0.currency.hasPrefix("E") },
            ]
        )
        #expect(
            found == [
                "AX FI XX", "", "XX", "XX", "XX", "CI", "AX CI FI GR SE XX", "SE", "", "AX", "XX",
                "AX CI FI GR SE XX", "AX FI XX", "", "GR", "AX CI FI GR SE XX", "", "AX FI GR",
            ]
        )
    }

    @Test("case is ignored by Unicode's rules", arguments: TestDatabase.allCases)
    func ignoringCase(engine: TestDatabase) async throws {
        let found = try await codes(
            on: engine,
            [
                { $0.name.contains("LAND", ignoringCase: true) },
                { $0.name.contains("ελλ", ignoringCase: true) },
                { $0.name.contains("CÔTE", ignoringCase: true) },
                { $0.name.hasPrefix("åLAND", ignoringCase: true) },
                { $0.name.hasSuffix("ivoirE", ignoringCase: true) },
            ]
        )
        #expect(found == ["AX FI XX", "GR", "CI", "AX", "CI"])
    }

    @Test("text that looks like SQL is text", arguments: TestDatabase.allCases)
    func injection(engine: TestDatabase) async throws {
        let attacks = [
            "'; drop table country; --", "\" or 1=1 --", "$1", "?1", "\\'; select 1", "%' or '1'='1", "a\u{202e}b", "😀",
        ]
        try await engine.withTables(Tag.self) { (db) async throws in
            for attack in attacks { try await db.insert(Tag(name: attack)) }
            for attack in attacks {
                #expect(try await db.all(Tag.where { $0.name == attack }).map(\.name) == [attack])
                #expect(try await db.find(Tag.self, attack).name == attack)
                #expect(try await db.count(Tag.where { $0.name.contains(attack) }) == 1)
            }
            #expect(try await db.count(Tag.all) == attacks.count)
        }
    }

    @Test("rows are sorted alike: text by its bytes, and rows without a value last", arguments: TestDatabase.allCases)
    func ordering(engine: TestDatabase) async throws {
        try await engine.withCountries { (db) async throws in
            func codes(_ query: Query<Country>) async throws -> String {
                try await db.all(query).map(\.code).joined(separator: " ")
            }
            #expect(try await codes(Country.order { $0.name.ascending }) == "XX CI FI SE AX GR")
            #expect(try await codes(Country.order { $0.name.descending }) == "GR AX SE FI CI XX")
            #expect(try await codes(Country.order { $0.population.ascending }) == "XX FI GR SE CI AX")
            #expect(try await codes(Country.order { $0.population.descending }) == "CI SE GR FI XX AX")
            #expect(try await codes(Country.order { $0.population.ascending.nullsFirst }) == "AX XX FI GR SE CI")
            #expect(try await codes(Country.order { $0.population.descending.nullsFirst }) == "AX CI SE GR FI XX")
            let query = Country.order {
                $0.currency.descending
                $0.code.descending
            }
            #expect(try await codes(query) == "SE GR FI AX XX CI")
            #expect(try await codes(query.limit(2).offset(1)) == "GR FI")
            #expect(try await codes(query.offset(4)) == "XX CI")
            #expect(try await codes(query.limit(0)) == "")
        }
    }

    @Test("first, find, count and exists", arguments: TestDatabase.allCases)
    func single(engine: TestDatabase) async throws {
        try await engine.withCountries { (db) async throws in
            #expect(try await db.first(Country.where { $0.code == "SE" }) == Country.samples[1])
            #expect(try await db.first(Country.order { $0.name.descending })?.code == "GR")
            #expect(try await db.first(Country.where { $0.code == "ZZ" }) == nil)
            #expect(try await db.first(Country.all.limit(0)) == nil)
            #expect(try await db.find(Country.self, "AX") == Country.samples[2])
            #expect(try await db.find(optional: Country.self, "ZZ") == nil)
            let error = await #expect(throws: DatabaseError.self) { try await db.find(Country.self, "secret") }
            #expect(error?.code == .notFound)
            #expect(error?.table == "country")
            #expect(error?.description.contains("secret") == false)
            #expect(try await db.count(Country.all) == 6)
            #expect(try await db.count(Country.where { $0.region == "Europe" }) == 4)
            #expect(try await db.count(Country.all.limit(2)) == 2)
            #expect(try await db.count(Country.all.offset(5)) == 1)
            #expect(try await db.exists(Country.where { $0.region == "Africa" }))
            #expect(try await db.exists(Country.where { $0.region == "Asia" }) == false)
        }
    }

    @Test("a page costs two statements, and none is missed or repeated", arguments: TestDatabase.allCases)
    func pages(engine: TestDatabase) async throws {
        try await engine.withCountries { (db) async throws in
            let recorder = StatementRecorder()
            let observed = db.observed(by: recorder)
            var codes: [String] = []
            for number in 1...3 {
                let request = try #require(PageRequest(page: number, limit: 2))
                let page = try await observed.page(request, Country.order { $0.region.ascending })
                #expect(page.total == 6)
                #expect(page.page == number)
                #expect(page.pageCount == 3)
                codes += page.items.map(\.code)
            }
            #expect(codes == ["XX", "CI", "AX", "FI", "GR", "SE"])
            #expect(recorder.statements.count == 6)
            let beyond = try await observed.page(try #require(PageRequest(page: 4, limit: 2)), Country.all)
            #expect(beyond.items.isEmpty)
            #expect(beyond.total == 6)
            #expect(recorder.statements.count == 7, "what is beyond the end is not asked for")
        }
    }

    @Test("a model without the macro", arguments: TestDatabase.allCases)
    func byHand(engine: TestDatabase) async throws {
        try await engine.withTables(Language.self) { (db) async throws in
            try await db.insert(contentsOf: [Language(id: "fin", name: "Finnish"), Language(id: "mis", name: nil)])
            #expect(try await db.all(Language.where { $0.name == nil }) == [Language(id: "mis", name: nil)])
            #expect(try await db.find(Language.self, "fin").name == "Finnish")
        }
    }
}
