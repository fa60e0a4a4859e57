import Testing

@testable import ApusModel

@Suite("A query prints as SQL")
struct QueryTests {
    @Test("all rows, with every column in order")
    func all() {
        #expect(
            Country.all.sql(in: PlainDialect())
                == #"select "code", "name", "population", "currency", "region", "iso_num" from "country""#
        )
        #expect(Language.all.sql(in: PlainDialect()) == #"select "id", "name" from "language""#)
    }

    @Test("conditions are joined by and")
    func conditions() throws {
        let query = Country.where { $0.region == "Asia" }.where { $0.population > 5 }
        #expect(query.tail == #" where "region" = $1 and "population" > $2"#)
        let statement = try query.statement(in: PlainDialect())
        #expect(statement.bindings == [.text("Asia"), .integer(5)])
        #expect(statement.access == .read)
    }

    @Test("a filter without a value is no filter")
    func filter() {
        let search: String? = "land"
        #expect(Country.filter(search) { $0.name.contains($1) }.tail == #" where contains("name", $1)"#)
        #expect(Country.filter(nil as String?) { $0.name.contains($1) }.tail == "")
        #expect(
            Country.where { $0.region == "Asia" }.filter(search) { $0.name == $1 }.tail
                == #" where "region" = $1 and "name" = $2"#
        )
    }

    @Test("rows without a value come last, unless they are wanted first")
    func order() {
        #expect(Country.order { $0.name.ascending }.tail == #" order by "name""#)
        #expect(Country.order { $0.name.descending }.tail == #" order by "name" desc"#)
        #expect(Country.order { $0.population.ascending }.tail == #" order by "population" nulls last"#)
        #expect(Country.order { $0.population.descending }.tail == #" order by "population" desc nulls last"#)
        #expect(
            Country.order { $0.population.descending.nullsFirst }.tail == #" order by "population" desc nulls first"#
        )
    }

    @Test("orders are lines, lists, branches and loops")
    func orders() {
        #expect(
            Country.order {
                $0.region.ascending
                $0.name.descending
            }.tail == #" order by "region", "name" desc"#
        )
        #expect(Country.order { [$0.region.ascending, $0.name.ascending] }.tail == #" order by "region", "name""#)
        #expect(
            Country.order { $0.region.ascending }.order { $0.name.ascending }.tail == #" order by "region", "name""#
        )
        let isReversed = true
        let query = Country.order { columns in
            if isReversed { columns.name.descending } else { columns.name.ascending }
            for column in [columns.region, columns.numeric] { column.ascending }
        }
        #expect(query.tail == #" order by "name" desc, "region", "iso_num""#)
    }

    @Test("a cut query is sorted by the id at last, so that its pages are stable")
    func stablePages() {
        #expect(Country.all.limit(5).tail == #" order by "code" limit $1"#)
        #expect(
            Country.order { $0.region.ascending }.limit(5).offset(10).tail
                == #" order by "region", "code" limit $1 offset $2"#
        )
        #expect(Country.order { $0.code.descending }.limit(5).tail == #" order by "code" desc limit $1"#)
        #expect(Country.order { $0.name.ascending }.limit(5).tail == #" order by "name" limit $1"#, "name is unique")
    }

    @Test("an offset alone has a limit all the same")
    func offset() throws {
        let statement = try Tag.all.offset(3).statement(in: PlainDialect())
        #expect(statement.sql == #"select "name" from "tag" order by "name" limit $1 offset $2"#)
        #expect(statement.bindings == [.integer(.max), .integer(3)])
    }

    @Test("a negative limit or offset is refused", arguments: [Tag.all.limit(-1), Tag.all.offset(-1)])
    func negative(query: Query<Tag>) {
        let error = #expect(throws: DatabaseError.self) { try query.statement(in: PlainDialect()) }
        #expect(error?.code == .misuse)
        #expect(error?.message == "limit and offset must not be negative")
    }

    @Test("more values than the database can bind are refused before anything is sent")
    func tooManyValues() {
        let query = Tag.where { $0.name.in((0..<1_001).map(String.init)) }
        let error = #expect(throws: DatabaseError.self) { try query.statement(in: PlainDialect()) }
        #expect(error?.code == .misuse)
        #expect(
            error?.message
                == "the statement has 1001 values, plain takes 1000 at most: run it for fewer at a time"
        )
        #expect(error?.table == "tag")
    }

    @Test("names are quoted whatever they hold")
    func quoting() {
        #expect(
            Condition(.isNull(.column(.alias("t"), #"a" or "b"#))).text == #""a"" or ""b" is null"#
        )
    }
}
