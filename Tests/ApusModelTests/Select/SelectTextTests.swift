import ApusModel
import ApusPostgres
import ApusSQLite
import Testing

/// What both databases are sent, where they are sent the same but for the placeholders.
private func expect<Query: SelectStatement>(
    _ query: Query,
    _ sql: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(query.sql(in: PostgresDialect()) == sql, sourceLocation: sourceLocation)
    var plain = sql
    for position in (1...9).reversed() { plain = plain.replacing("$\(position)", with: "?") }
    #expect(query.sql(in: SQLiteDialect()) == plain, sourceLocation: sourceLocation)
}

@Suite("Selects print as SQL")
struct SelectTextTests {
    @Test("a projection")
    func projection() {
        expect(Country.select { $0.code }, #"select "code" from "country""#)
        expect(
            Country.where { $0.region == "Europe" }.select { ($0.code, $0.population + 1) },
            #"select "code", ("population" + $1) from "country" where "region" = $2"#
        )
    }

    @Test("joins have a table's name before each column")
    func joins() {
        expect(
            Country.join(Currency.self) { $0.currency == $1.id }
                .where { country, currency in country.population > 5 && currency.name != "Euro" }
                .order { country, _ in country.name.ascending }
                .select { ($0.code, $1.name) },
            #"select "country"."code", "currency"."name" from "country" "#
                + #"join "currency" on "country"."currency" = "currency"."id" "#
                + #"where "country"."population" > $1 and "currency"."name" <> $2 order by "country"."name""#
        )
        expect(
            Country.leftJoin(Place.self) { $0.code == $1.country }.join(Currency.self) { $0.currency == $2.id }
                .select { ($0.code, $1.name, $2.id) },
            #"select "country"."code", "places"."name", "currency"."id" from "country" "#
                + #"left join "places" on "country"."code" = "places"."country" "#
                + #"join "currency" on "country"."currency" = "currency"."id""#
        )
    }

    @Test("a table that is joined with itself gets another name")
    func selfJoin() {
        expect(
            Country.join(Country.self) { $0.region == $1.region && $0.code < $1.code }.select { ($0.code, $1.code) },
            #"select "country"."code", "country_2"."code" from "country" join "country" as "country_2" "#
                + #"on "country"."region" = "country_2"."region" and "country"."code" < "country_2"."code""#
        )
        let other = Country.named("other")
        expect(
            Country.join(other) { $0.region == $1.region }.select { _, other in other.code },
            #"select "other"."code" from "country" join "country" as "other" on "country"."region" = "other"."region""#
        )
    }

    @Test("groups, their conditions, and filtered aggregates")
    func groups() {
        expect(
            Country.group { $0.region }.having { _ in Aggregate.count > 1 }
                .order { $0.region.ascending }
                .select { ($0.region, Aggregate.count.filter($0.population > 1), $0.population.maximum) },
            #"select "region", count(*) filter (where "population" > $1), max("population") from "country" "#
                + #"group by "region" having count(*) > $2 order by "region""#
        )
        let sum = Country.from.select { $0.population.sum }
        #expect(
            sum.sql(in: PostgresDialect()) == #"select cast(sum("population") as bigint) from "country""#,
            "the sum of integers would be a numeric"
        )
        #expect(sum.sql(in: SQLiteDialect()) == #"select sum("population") from "country""#)
    }

    @Test("subqueries speak of the query around them")
    func subqueries() {
        expect(
            Country.where { country in .exists(Place.where { $0.country == country.code }) },
            #"select "code", "name", "population", "currency", "region", "iso_num" from "country" "#
                + #"where exists (select "id", "name", "country", "version", "created_at", "updated_at" "#
                + #"from "places" where "places"."country" = "country"."code")"#
        )
        expect(
            Country.where { $0.code.in(Place.where { $0.version > 1 }.select { $0.country }) }.select { $0.name },
            #"select "name" from "country" where "country"."code" in "#
                + #"(select "places"."country" from "places" where "places"."version" > $1)"#
        )
        expect(
            Country.select { country in
                (country.code, Place.where { $0.country == country.code }.select { _ in Aggregate.count }.value)
            },
            #"select "code", (select count(*) from "places" where "places"."country" = "country"."code") from "country""#
        )
    }

    @Test("case, coalesce, conversions")
    func choices() {
        let size = Country.select {
            Choice(of: String.self).when($0.population > 5, then: "large").otherwise($0.name)
        }
        #expect(
            size.sql(in: SQLiteDialect())
                == #"select case when "population" > ? then ? else "name" end from "country""#
        )
        #expect(
            size.sql(in: PostgresDialect())
                == #"select case when "population" > $1 then cast($2 as text) else "name" end from "country""#
        )
        let conversions = Country.select {
            ($0.population.coalesce(0), $0.currency.nullIf("EUR"), $0.numeric.cast(to: Double?.self))
        }
        #expect(
            conversions.sql(in: PostgresDialect())
                == #"select coalesce("population", $1), nullif("currency", $2), "#
                + #"cast("iso_num" as double precision) from "country""#
        )
        #expect(
            conversions.sql(in: SQLiteDialect())
                == #"select coalesce("population", ?), nullif("currency", ?), cast("iso_num" as real) from "country""#
        )
    }

    @Test("window functions")
    func windows() {
        expect(
            Country.select {
                (
                    WindowFunction.rank.over(partitionBy: $0.region, orderBy: $0.population.descending),
                    $0.population.maximum.over(
                        partitionBy: $0.region,
                        orderBy: $0.name.ascending,
                        frame: .rows(from: .rows(2))
                    ),
                    $0.name.lag().over(orderBy: $0.name.ascending)
                )
            },
            #"select rank() over (partition by "region" order by "population" desc nulls last), "#
                + #"max("population") over (partition by "region" order by "name" "#
                + #"rows between 2 preceding and current row), "#
                + #"lag("name", $1) over (order by "name") from "country""#
        )
    }

    @Test("sets")
    func sets() {
        expect(
            Country.where { $0.region == "a" }.select { $0.code }
                .union(Place.from.select { $0.name }).order(byColumn: 1, isDescending: true).limit(3),
            #"select * from (select "code" from "country" where "region" = $1) as part union "#
                + #"select * from (select "name" from "places") as part order by 1 desc limit $2"#
        )
    }

    @Test("common tables stand before the query, each once")
    func commonTables() {
        let large = Country.where { $0.population > 5 }.named("large")
        expect(
            Place.join(large) { $0.country == $1.code }.select { $1.name },
            #"with "large" ("code", "name", "population", "currency", "region", "iso_num") as "#
                + #"(select "code", "name", "population", "currency", "region", "iso_num" from "country" "#
                + #"where "population" > $1) select "large"."name" from "places" "#
                + #"join "large" on "places"."country" = "large"."code""#
        )
    }

    @Test("row locks are PostgreSQL's; SQLite has one writer at a time anyway")
    func locks() throws {
        let query = Place.where { $0.version == 1 }.limit(1).forUpdate(.skip)
        #expect(query.sql(in: PostgresDialect()).hasSuffix(#"where "version" = $1 limit $2 for update skip locked"#))
        #expect(query.sql(in: SQLiteDialect()).hasSuffix(#"where "version" = ? limit ?"#))
        #expect(try query.statement(in: PostgresDialect()).access == .write)
    }

    @Test("what a database lacks is refused before anything is sent")
    func refusals() throws {
        let query = Country.from.distinct { $0.region }
        #expect(query.sql(in: PostgresDialect()).hasPrefix(#"select distinct on ("region") "code""#))
        let error = #expect(throws: DatabaseError.self) { try query.statement(in: SQLiteDialect()) }
        #expect(error?.code == .unsupported)
        #expect(error?.message == "sqlite has no distinctOn")
    }

    @Test("like means the same on every database")
    func like() {
        let query = Country.where { $0.name.like(#"F_n%*\%"#) }.select { $0.code }
        #expect(query.sql(in: PostgresDialect()).hasSuffix(#"where "name" like $1 escape '\'"#))
        #expect(query.sql(in: SQLiteDialect()).hasSuffix(#"where "name" glob ?"#))
        #expect(SQLiteDialect().likePattern(#"F_n%*\%"#) == "F?n*[*]%")
    }
}
