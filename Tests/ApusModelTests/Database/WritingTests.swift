import ApusModel
import ApusTesting
import FoundationEssentials
import Testing

@Suite("Rows are written the same way on every database")
struct WritingTests {
    private func error(_ body: () async throws -> Void) async -> DatabaseError? {
        await #expect(throws: DatabaseError.self) { try await body() }
    }

    @Test("an insert returns the row as it is kept", arguments: TestDatabase.allCases)
    func insert(engine: TestDatabase) async throws {
        try await engine.withTables(Currency.self, Country.self, Place.self) { (db) async throws in
            let before = Date.now
            let home = try await db.insert(Place(name: "Home", country: nil))
            let away = try await db.insert(Place(name: "Away", country: nil))
            #expect(home.id == 1)
            #expect(away.id == 2)
            #expect(home.version == 1)
            #expect(home.createdAt == home.updatedAt)
            #expect(abs(home.createdAt.timeIntervalSince(before)) < 60)
            #expect(try await db.find(Place.self, home.id) == home)
        }
    }

    @Test("a model of nothing but a generated id", arguments: TestDatabase.allCases)
    func onlyID(engine: TestDatabase) async throws {
        try await engine.withTables(Counter.self) { (db) async throws in
            #expect(try await db.insert(Counter()).id == 1)
            try await db.insert(contentsOf: [Counter(), Counter()])
            #expect(try await db.count(Counter.all) == 3)
            #expect(try await db.update(Counter(id: 2)).id == 2)
        }
    }

    @Test("constraints are told apart", arguments: TestDatabase.allCases)
    func constraints(engine: TestDatabase) async throws {
        try await engine.withCountries { (db) async throws in
            #expect(await error { try await db.insert(Country.samples[0]) }?.code == .uniqueViolation)
            let stray = Country(code: "ZZ", name: "Nowhere", currency: "???", region: "")
            #expect(await error { try await db.insert(stray) }?.code == .foreignKeyViolation)
            #expect(await error { try await db.delete(Currency.self, "EUR") }?.code == .foreignKeyViolation)
        }
    }

    @Test("an update changes the row of the same id", arguments: TestDatabase.allCases)
    func update(engine: TestDatabase) async throws {
        try await engine.withCountries { (db) async throws in
            var finland = try await db.find(Country.self, "FI")
            finland.name = "Suomi"
            finland.population = nil
            #expect(try await db.update(finland) == finland)
            #expect(try await db.find(Country.self, "FI") == finland)
            #expect(try await db.find(Country.self, "SE") == Country.samples[1])
            let unknown = Country(code: "ZZ", name: "Nowhere", region: "")
            #expect(await error { try await db.update(unknown) }?.code == .notFound)
        }
    }

    @Test("a stale model is neither updated nor deleted", arguments: TestDatabase.allCases)
    func stale(engine: TestDatabase) async throws {
        try await engine.withTables(Currency.self, Country.self, Place.self) { (db) async throws in
            let first = try await db.insert(Place(name: "one", country: nil))
            var second = first
            second.name = "two"
            let updated = try await db.update(second)
            #expect(updated.version == 2)
            #expect(updated.createdAt == first.createdAt)
            #expect(updated.updatedAt >= first.updatedAt)
            let stale = await error { try await db.update(first) }
            #expect(stale?.code == .staleRow)
            #expect(stale?.table == "places")
            #expect(await error { try await db.delete(first) }?.code == .staleRow)
            #expect(try await db.find(Place.self, first.id).name == "two")
            try await db.delete(updated)
            #expect(await error { try await db.update(updated) }?.code == .notFound)
            #expect(await error { try await db.delete(updated) }?.code == .notFound)
            #expect(await error { try await db.delete(Place.self, first.id) }?.code == .notFound)
        }
    }

    @Test("of many who update the same version, one succeeds", arguments: TestDatabase.allCases)
    func concurrentUpdates(engine: TestDatabase) async throws {
        try await engine.withTables(Currency.self, Country.self, Place.self) { (db) async throws in
            var place = try await db.insert(Place(name: "0", country: nil))
            for round in 1...5 {
                let current = place
                let outcomes = await withTaskGroup(of: DatabaseError.Code?.self) { group in
                    for index in 0..<8 {
                        group.addTask {
                            var mine = current
                            mine.name = "\(round) \(index)"
                            do throws(DatabaseError) {
                                try await db.update(mine)
                                return nil
                            } catch {
                                return error.code
                            }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(outcomes.count { $0 == nil } == 1)
                #expect(outcomes.count { $0 == .staleRow } == 7)
                place = try await db.find(Place.self, place.id)
                #expect(place.version == round + 1)
            }
        }
    }

    @Test("ten thousand rows are inserted, all or none", arguments: TestDatabase.allCases)
    func bulkInsert(engine: TestDatabase) async throws {
        try await engine.withTables(Tag.self) { (db) async throws in
            let tags = (0..<10_000).map { Tag(name: "tag \($0)") }
            let recorder = StatementRecorder()
            try await db.observed(by: recorder).insert(contentsOf: tags)
            #expect(try await db.count(Tag.all) == 10_000)
            #expect(try await db.exists(Tag.where { $0.name == "tag 9999" }))
            let more = (0..<2_500).map { Tag(name: "more \($0)") } + [Tag(name: "tag 5")]
            #expect(await error { try await db.insert(contentsOf: more) }?.code == .uniqueViolation)
            #expect(try await db.count(Tag.all) == 10_000)
            try await db.insert(contentsOf: [] as [Tag])
        }
    }

    @Test(
        "an upsert inserts what is new, changes what is different, and counts only these",
        arguments: TestDatabase.allCases
    )
    func upsert(engine: TestDatabase) async throws {
        try await engine.withCountries { (db) async throws in
            #expect(try await db.upsert(contentsOf: Country.samples) == 0)
            var finland = Country.samples[0]
            finland.population = nil
            let norway = Country(code: "NO", name: "Norway", region: "Europe")
            var other = norway
            other.name = "Norge"
            #expect(try await db.upsert(contentsOf: [finland, norway, Country.samples[1], other]) == 2)
            #expect(try await db.find(Country.self, "FI").population == nil)
            #expect(try await db.find(Country.self, "NO").name == "Norge", "the last one counts")
            #expect(try await db.count(Country.all) == 7)
            #expect(try await db.upsert(contentsOf: [] as [Country]) == 0)
            #expect(
                try await db.upsert(contentsOf: (0..<3_000).map { Currency(id: "\($0)", name: "\($0 % 7)") }) == 3_000
            )
            #expect(try await db.upsert(contentsOf: (0..<3_000).map { Currency(id: "\($0)", name: "0") }) == 2_571)
        }
    }

    @Test("an upsert needs ids that the model knows")
    func upsertGenerated() async throws {
        try await TestDatabase.sqlite.withTables(Counter.self) { (db) async throws in
            #expect(await error { try await db.upsert(contentsOf: [Counter()]) }?.code == .misuse)
        }
    }

    @Test("rows of a query are updated, with their versions and timestamps", arguments: TestDatabase.allCases)
    func updateQuery(engine: TestDatabase) async throws {
        try await engine.withCountries { (db) async throws in
            let count = try await db.update(Country.where { $0.region == "Europe" }) {
                $0.region.set(to: "EU")
                $0.population.set(to: nil)
            }
            #expect(count == 4)
            #expect(try await db.count(Country.where { $0.region == "EU" && $0.population == nil }) == 4)
            #expect(try await db.update(Country.where { $0.code == "CI" }) { $0.numeric.set(to: $0.code) } == 1)
            #expect(try await db.find(Country.self, "CI").numeric == "CI")
            #expect(try await db.update(Country.where { $0.code == "CI" }) { _ in [] } == 0)
            let firstTwo = Country.order { $0.code.ascending }.limit(2)
            #expect(try await db.update(firstTwo) { $0.numeric.set(to: "first") } == 2)
            #expect(try await db.all(Country.where { $0.numeric == "first" }).map(\.code).sorted() == ["AX", "CI"])
        }
        try await engine.withTables(Currency.self, Country.self, Place.self) { (db) async throws in
            let place = try await db.insert(Place(name: "a", country: nil))
            #expect(try await db.update(Place.where { $0.name == "a" }) { $0.name.set(to: "b") } == 1)
            let changed = try await db.find(Place.self, place.id)
            #expect(changed.version == 2)
            #expect(changed.updatedAt >= place.updatedAt)
            #expect(await error { try await db.update(place) }?.code == .staleRow)
        }
    }

    @Test("an increment loses no concurrent change", arguments: TestDatabase.allCases)
    func increment(engine: TestDatabase) async throws {
        try await engine.withTables(Currency.self, Country.self, Place.self) { (db) async throws in
            let place = try await db.insert(Place(name: "a", country: nil))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await db.update(Place.where { $0.id == place.id }) { $0.version.increment(by: 2) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await db.find(Place.self, place.id).version == 41)
        }
    }

    @Test("rows of a query are deleted", arguments: TestDatabase.allCases)
    func deleteQuery(engine: TestDatabase) async throws {
        try await engine.withCountries { (db) async throws in
            #expect(try await db.delete(Country.where { $0.region == "Africa" }) == 1)
            #expect(try await db.delete(Country.order { $0.name.descending }.limit(2)) == 2)
            #expect(try await db.all(Country.order { $0.code.ascending }).map(\.code) == ["FI", "SE", "XX"])
            #expect(try await db.delete(Country.all) == 3)
        }
    }

    @Test("everything is deleted or updated only by who says so", arguments: TestDatabase.allCases)
    func intent(engine: TestDatabase) async throws {
        try await engine.withCountries { (db) async throws in
            let search: String? = nil
            let query = Country.filter(search) { $0.name == $1 }
            let deletion = await error { try await db.delete(query) }
            #expect(deletion?.code == .misuse)
            #expect(deletion?.message == "this would delete every row: say Country.all when you mean that")
            #expect(await error { try await db.update(query) { $0.region.set(to: "") } }?.code == .misuse)
            #expect(await error { try await db.delete(Country.where { _ in .all([]) }) }?.code == .misuse)
            #expect(try await db.delete(Country.where { _ in .any([]) }) == 0)
            #expect(try await db.count(Country.all) == 6)
            #expect(try await db.update(Country.all.filter(search) { $0.name == $1 }) { $0.region.set(to: "x") } == 6)
        }
    }

    @Test("what a transaction did is undone with it", arguments: TestDatabase.allCases)
    func rollback(engine: TestDatabase) async throws {
        struct Stop: Error {}
        try await engine.withCountries { (db) async throws in
            await #expect(throws: Stop.self) {
                try await db.transaction { db in
                    try await db.delete(Country.self, "FI")
                    try await db.insert(contentsOf: (0..<1_500).map { Currency(id: "\($0)", name: "") })
                    throw Stop()
                }
            }
            #expect(try await db.count(Country.all) == 6)
            #expect(try await db.count(Currency.all) == 2)
        }
    }

    @Test("a model whose values do not fit its schema is refused")
    func mismatch() async throws {
        try await TestDatabase.sqlite.withTables(Crooked.self) { (db) async throws in
            let refused = await error { try await db.insert(Crooked(id: 1)) }
            #expect(refused?.code == .misuse)
            #expect(refused?.message == "Crooked.appendValues(to:) appends 1 values, its schema has 2 columns")
        }
    }
}

/// Forgets a value.
private struct Crooked: Model {
    var id: Int

    struct Columns: Sendable {}
    static let columns = Columns()
    static let schema = TableSchema(
        "crooked",
        columns: [ColumnSchema("id", Int.self, .identifier), ColumnSchema("name", String.self)]
    )

    init(id: Int) { self.id = id }
    init(row: Row, from offset: Int) throws(DatabaseError) { id = try row.decode(at: offset) }
    func appendValues(to values: inout [SQLValue]) { values.append(id.sqlValue) }
}
