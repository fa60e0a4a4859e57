import ApusModel
import ApusTesting
import Testing

@Suite("Rows of a result are structs")
struct RowTests {
    @Test("a group is read as a struct, and is a table of another query", arguments: TestDatabase.allCases)
    func groups(on kind: TestDatabase) async throws {
        try await kind.withCountries { db in
            let summaries = Country.where { $0.region != "" }.group { $0.region }
                .select {
                    RegionSummary.select(region: $0.region, population: $0.population.sum, count: Aggregate.count)
                }
            let all = try await db.all(summaries)
            #expect(
                all.sorted { $0.region < $1.region } == [
                    RegionSummary(region: "Africa", population: 31_000_000, count: 1),
                    RegionSummary(region: "Europe", population: 26_500_000, count: 4),
                ]
            )
            let named = summaries.named("summary")
            let large = try await db.all(named.all.where { $0.count > 1 })
            #expect(large.map(\.region) == ["Europe"])
            let joined = Country.join(named) { $0.region == $1.region }.where { $0.0.code == "CI" }
            #expect(try await db.all(joined).map(\.1.count) == [1])
        }
    }

    @Test("a struct stands beside other columns", arguments: TestDatabase.allCases)
    func tuple(on kind: TestDatabase) async throws {
        try await kind.withCountries { db in
            let query = Country.where { $0.code == "FI" }.select { country in
                (
                    country.name,
                    RegionSummary.select(
                        region: country.region,
                        population: country.population,
                        count: ValueExpression(7)
                    ),
                    country.code
                )
            }
            let rows = try await db.all(query)
            #expect(rows.map(\.0) == ["Finland"])
            #expect(rows.map(\.1) == [RegionSummary(region: "Europe", population: 5_600_000, count: 7)])
            #expect(rows.map(\.2) == ["FI"])
        }
    }
}

@Row private struct RegionSummary: Equatable {
    var region: String
    var population: Int?
    var count: Int

    init(region: String, population: Int?, count: Int) {
        (self.region, self.population, self.count) = (region, population, count)
    }
}
