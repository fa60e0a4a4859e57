import ApusModel
import ApusTesting
import FoundationEssentials
import Testing

@Suite("Selects run on both databases")
struct SelectTests {
    @Test("joined rows are tuples, and a side that a join left out is nil", arguments: TestDatabase.allCases)
    func joins(on kind: TestDatabase) async throws {
        try await kind.withCountries { db in
            let inner: [(Country, Currency)] = try await db.all(
                Country.join(Currency.self) { $0.currency == $1.id }.where { _, currency in currency.id == "SEK" }
            )
            #expect(inner.map(\.0.code) == ["SE"])
            #expect(inner.map(\.1.name) == ["Krona"])

            let left = try await db.all(
                Country.leftJoin(Currency.self) { $0.currency == $1.id }
                    .where { country, _ in country.code.in(["CI", "FI"]) }
                    .order { country, _ in country.code.ascending }
                    .select { ($0.code, $1.name, $1) }
            )
            #expect(left.map(\.0) == ["CI", "FI"])
            #expect(left.map(\.1) == [nil, "Euro"])
            #expect(left.map(\.2) == [nil, Currency(id: "EUR", name: "Euro")])

            let full = try await db.all(
                Currency.from.fullJoin(Country.self) { $0.id == $1.currency }
                    .where { currency, country in currency.id == nil || country.code == "SE" }
                    .select { ($0.id, $1.code) }
            )
            #expect(Set(full.map { "\($0.0 ?? "-") \($0.1 ?? "-")" }) == ["SEK SE", "- CI", "- XX"])
        }
    }

    @Test("groups with aggregates", arguments: TestDatabase.allCases)
    func groups(on kind: TestDatabase) async throws {
        try await kind.withCountries { db in
            let rows = try await db.all(
                Country.where { $0.region != "" }.group { $0.region }.having { _ in Aggregate.count >= 1 }
                    .order { $0.region.ascending }
                    .select {
                        (
                            $0.region, Aggregate.count, Aggregate.count.filter($0.population > 10_000_000),
                            $0.population.sum, $0.population.average, $0.currency.distinctCount
                        )
                    }
            )
            #expect(rows.map(\.0) == ["Africa", "Europe"])
            #expect(rows.map(\.1) == [1, 4])
            #expect(rows.map(\.2) == [1, 2])
            #expect(rows.map(\.3) == [31_000_000, 26_500_000])
            #expect(rows[0].4 == 31_000_000)
            #expect(rows.map(\.5) == [0, 2])
        }
    }

    @Test("subqueries", arguments: TestDatabase.allCases)
    func subqueries(on kind: TestDatabase) async throws {
        try await kind.withCountries { db in
            let used = try await db.all(
                Currency.where { currency in
                    .exists(Country.where { $0.currency == currency.id && $0.region == "Europe" })
                }
                .order { $0.id.ascending }
            )
            #expect(used.map(\.id) == ["EUR", "SEK"])
            let unused = Country.where { !$0.currency.optional.in(Currency.select { $0.id }) }
            #expect(try await db.all(unused.order { $0.code.ascending }).map(\.code) == ["CI", "XX"])
            let counts = try await db.all(
                Currency.order { $0.id.ascending }.select { currency in
                    (currency.id, Country.where { $0.currency == currency.id }.select { _ in Aggregate.count }.value)
                }
            )
            #expect(counts.map(\.1) == [3, 1])
        }
    }

    @Test("expressions mean the same on both databases", arguments: TestDatabase.allCases)
    func expressions(on kind: TestDatabase) async throws {
        try await kind.withCountries { db in
            let row = try await db.first(
                Country.where { $0.code == "FI" }.select {
                    (
                        $0.name.uppercased, $0.name.substring(from: 1, length: 3), $0.name.length,
                        $0.name.replacing("land", with: "!"), $0.name.appending("/").appending($0.code),
                        $0.population / 1_000_000, $0.population.coalesce(0) * 2,
                        Choice(of: String.self).when($0.population > 5, then: "large").otherwise("small"),
                        ValueExpression(!($0.population > 5)), ValueExpression(7), $0.numeric.nullIf("")
                    )
                }
            )
            let found = try #require(row)
            #expect(found.0 == "FINLAND")
            #expect(found.1 == "Fin")
            #expect(found.2 == 7)
            #expect(found.3 == "Fin!")
            #expect(found.4 == "Finland/FI")
            #expect(found.5 == 5)
            #expect(found.6 == 11_200_000)
            #expect(found.7 == "large")
            #expect(found.8 == false)
            #expect(found.9 == 7)
            #expect(found.10 == nil)
            #expect(try await db.all(Country.where { $0.code == "GR" }.select { $0.name.lowercased }) == ["ελλάδα"])
            #expect(try await db.all(Country.where { $0.code == "AX" }.select { $0.name.uppercased }) == ["ÅLAND"])
            for (pattern, codes) in [
                ("F_n%", ["FI"]), ("f%", []), (#"100\%%"#, ["XX"]), ("%*%", []), (#"%\_wild%"#, ["XX"]),
            ] {
                #expect(try await db.all(Country.where { $0.name.like(pattern) }).map(\.code) == codes, "\(pattern)")
            }
        }
    }

    @Test("parts of points in time", arguments: TestDatabase.allCases)
    func times(on kind: TestDatabase) async throws {
        try await kind.withTables(Currency.self, Country.self, Place.self) { db in
            try await db.insert(Place(name: "a", country: nil))
            let row = try await db.first(
                Place.select {
                    ($0.createdAt.part(.year), $0.createdAt.truncated(to: .day), ValueExpression.now, $0.createdAt)
                }
            )
            let (year, day, now, created) = try #require(row)
            #expect(year ?? 0 >= 2026)
            #expect(created.timeIntervalSince(day) >= 0 && created.timeIntervalSince(day) < 86_400)
            #expect(abs(now.timeIntervalSince(created)) < 3600)
        }
    }

    @Test("windows", arguments: TestDatabase.allCases)
    func windows(on kind: TestDatabase) async throws {
        try await kind.withCountries { db in
            let rows = try await db.all(
                Country.where { $0.region == "Europe" && $0.population != nil }.order { $0.code.ascending }.select {
                    (
                        $0.code, WindowFunction.rank.over(partitionBy: $0.region, orderBy: $0.population.descending),
                        $0.population.sum.over(partitionBy: $0.region), $0.code.lag().over(orderBy: $0.code.ascending)
                    )
                }
            )
            #expect(rows.map(\.0) == ["FI", "GR", "SE"])
            #expect(rows.map(\.1) == [3, 2, 1])
            #expect(rows.map(\.2) == [26_500_000, 26_500_000, 26_500_000])
            #expect(rows.map(\.3) == [nil, "FI", "GR"])
        }
    }

    @Test("sets and common tables", arguments: TestDatabase.allCases)
    func sets(on kind: TestDatabase) async throws {
        try await kind.withCountries { db in
            let codes = Country.where { $0.region == "Europe" }.select { $0.code }
            let ids = Currency.select { $0.id }
            #expect(
                try await db.all(codes.union(ids).order(byColumn: 1)) == ["AX", "EUR", "FI", "GR", "SE", "SEK"]
            )
            #expect(try await db.all(codes.except(Country.where { $0.code > "F" }.select { $0.code })) == ["AX"])
            #expect(try await db.count(codes.unionAll(codes)) == 8)
            let euro = Country.where { $0.currency == "EUR" }.named("euro")
            let rows = try await db.all(
                Country.join(euro) { $0.code == $1.code }.order { country, _ in country.code.ascending }.select {
                    ($0.code, $1.name)
                }
            )
            #expect(rows.map(\.0) == ["AX", "FI", "GR"])
        }
    }

    @Test("a recursive query finds all that is below", arguments: TestDatabase.allCases)
    func recursion(on kind: TestDatabase) async throws {
        try await kind.withTables(Area.self) { db in
            try await db.insert(contentsOf: [
                Area(id: 1, parent: nil), Area(id: 2, parent: 1), Area(id: 3, parent: 2), Area(id: 4, parent: nil),
            ])
            let below = CommonTable.recursive("below", Area.where { $0.id == 1 }) { below in
                Area.join(below) { $0.parent == $1.id }.select { area, _ in area }
            }
            #expect(try await db.all(below.all.order { $0.id.ascending }).map(\.id) == [1, 2, 3])
        }
    }

    @Test("plans", arguments: TestDatabase.allCases)
    func plans(on kind: TestDatabase) async throws {
        try await kind.withCountries { db in
            let plan = try await db.explain(Country.where { $0.region == "Asia" })
            #expect(plan.joined().lowercased().contains("scan"))
        }
    }
}

@Model private struct Area {
    @ID var id: Int
    var parent: Int?
}
