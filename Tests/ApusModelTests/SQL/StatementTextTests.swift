import ApusModel
import Synchronization
import Testing

/// Remembers statements, and answers each with no rows.
private final class SilentDriver: DatabaseDriver {
    private let log = Mutex<[Statement]>([])
    let dialect: any Dialect

    init(maximumBindings: Int = 1_000) {
        dialect = PlainDialect(maximumBindings: maximumBindings)
    }

    var statements: [Statement] { log.withLock { $0 } }

    func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        log.withLock { $0.append(statement) }
        return Rows(storage: NoRows(), affectedCount: 0)
    }

    func begin(_ options: TransactionOptions) async throws(DatabaseError) -> any DatabaseTransaction {
        log.withLock { $0.append(Statement(sql: "begin", access: .write)) }
        return SilentTransaction(driver: self)
    }

    func close() async {}
}

private struct SilentTransaction: DatabaseTransaction {
    let driver: SilentDriver

    func run(_ statement: Statement) async throws(DatabaseError) -> Rows { try await driver.run(statement) }
    func commit() async throws(DatabaseError) { _ = try await driver.run(Statement(sql: "commit", access: .write)) }
    func rollback() async {}
}

@Suite("The statements of single and many rows")
struct StatementTextTests {
    private func statements(
        maximumBindings: Int = 1_000,
        _ body: (Database) async throws -> Void
    ) async -> [Statement] {
        let driver = SilentDriver(maximumBindings: maximumBindings)
        // No row comes back, so most calls fail afterwards.
        try? await body(Database(driver))
        return driver.statements
    }

    @Test("find")
    func find() async {
        let statements = await statements { _ = try await $0.find(Country.self, "FI") }
        #expect(
            statements == [
                Statement(
                    sql: #"select "code", "name", "population", "currency", "region", "iso_num" from "country" "#
                        + #"where "code" = $1"#,
                    bindings: [.text("FI")],
                    access: .read
                )
            ]
        )
    }

    @Test("insert leaves a generated id out")
    func insert() async {
        let statements = await statements { try await $0.insert(Place(name: "a", country: "FI")) }
        #expect(
            statements.map(\.sql) == [
                #"insert into "places" ("name", "country", "version", "created_at", "updated_at") "#
                    + #"values ($1, $2, $3, $4, $5) "#
                    + #"returning "id", "name", "country", "version", "created_at", "updated_at""#
            ]
        )
        #expect(statements.first?.bindings.prefix(3) == [.text("a"), .text("FI"), .integer(1)])
        #expect(statements.first?.access == .write)
        #expect(
            await self.statements { try await $0.insert(Counter()) }.map(\.sql)
                == [#"insert into "counter" default values returning "id""#]
        )
    }

    @Test("update and delete check the version; a missing row is told from a stale one")
    func versions() async {
        let place = Place(name: "a", country: nil)
        let exists = #"select exists (select 1 from "places" where "id" = $1)"#
        #expect(
            await statements { try await $0.update(place) }.map(\.sql) == [
                #"update "places" set "name" = $1, "country" = $2, "version" = $3, "updated_at" = $4 "#
                    + #"where "id" = $5 and "version" = $6 "#
                    + #"returning "id", "name", "country", "version", "created_at", "updated_at""#,
                exists,
            ]
        )
        #expect(
            await statements { try await $0.delete(place) }
                == [
                    Statement(
                        sql: #"delete from "places" where "id" = $1 and "version" = $2"#,
                        bindings: [.integer(0), .integer(1)],
                        access: .write
                    ),
                    Statement(sql: exists, bindings: [.integer(0)], access: .write),
                ]
        )
        #expect(
            await statements { try await $0.delete(Place.self, 7) }.map(\.sql) == [
                #"delete from "places" where "id" = $1"#
            ]
        )
        #expect(
            await statements { try await $0.update(Tag(name: "a")) }.map(\.sql)
                == [#"update "tag" set "name" = $1 where "name" = $2 returning "name""#]
        )
    }

    @Test("many rows go into as few statements as the limits allow, in one transaction")
    func many() async {
        let languages = (1...5).map { Language(id: "\($0)", name: nil) }
        let two = #"insert into "language" ("id", "name") values ($1, $2), ($3, $4)"#
        #expect(
            await statements(maximumBindings: 5) { try await $0.insert(contentsOf: languages) }.map(\.sql)
                == ["begin", two, two, #"insert into "language" ("id", "name") values ($1, $2)"#, "commit"]
        )
        #expect(
            await statements(maximumBindings: 4) { try await $0.insert(contentsOf: languages.prefix(2) + []) }
                == [Statement(sql: two, bindings: [.text("1"), .null, .text("2"), .null], access: .write)]
        )
        #expect(await statements(maximumBindings: 1) { try await $0.insert(contentsOf: languages) } == [])
        #expect(await statements { try await $0.insert(contentsOf: [] as [Language]) } == [])
    }

    @Test("an upsert changes only rows that are different")
    func upsert() async {
        #expect(
            await statements { try await $0.upsert(contentsOf: [Language(id: "a", name: nil)]) }.map(\.sql) == [
                #"insert into "language" ("id", "name") values ($1, $2) "#
                    + #"on conflict ("id") do update set "name" = excluded."name" "#
                    + #"where "language"."name" is distinct from excluded."name""#
            ]
        )
        #expect(
            await statements { try await $0.upsert(contentsOf: [Note(id: "a", text: "b")]) }.map(\.sql) == [
                #"insert into "note" ("id", "text", "version", "created_at", "updated_at") values ($1, $2, $3, $4, $5) "#
                    + #"on conflict ("id") do update set "text" = excluded."text", "version" = "note"."version" + 1, "#
                    + #""updated_at" = excluded."updated_at" where "note"."text" is distinct from excluded."text""#
            ]
        )
        #expect(
            await statements { try await $0.upsert(contentsOf: [Tag(name: "a"), Tag(name: "a")]) }.map(\.sql)
                == [#"insert into "tag" ("name") values ($1) on conflict ("name") do nothing"#]
        )
    }

    @Test("updates and deletes of a query")
    func queries() async {
        let sql = await statements { db in
            try await db.update(Place.where { $0.name == "a" }) {
                $0.name.set(to: "b")
                $0.country.set(to: nil)
            }
            try await db.update(Place.all) { $0.version.set(to: 1) }
            try await db.update(Country.where { $0.code == "FI" }) { $0.region.set(to: $0.name) }
            try await db.update(Place.where { $0.id == 1 }) { $0.version.increment(by: 3) }
            try await db.delete(Country.where { $0.region == "a" || $0.region == "b" })
            try await db.delete(Country.all)
            try await db.delete(Tag.where { $0.name > "a" }.order { $0.name.descending }.limit(3))
        }.map(\.sql)
        #expect(
            sql == [
                #"update "places" set "name" = $1, "country" = $2, "version" = ("version" + $3), "updated_at" = $4 "#
                    + #"where "name" = $5"#,
                #"update "places" set "version" = $1, "updated_at" = $2"#,
                #"update "country" set "region" = "name" where "code" = $1"#,
                #"update "places" set "version" = ("version" + $1), "updated_at" = $2 where "id" = $3"#,
                #"delete from "country" where "region" = $1 or "region" = $2"#,
                #"delete from "country""#,
                #"delete from "tag" where "name" in "#
                    + #"(select "name" from "tag" where "name" > $1 order by "name" desc limit $2)"#,
            ]
        )
    }

    @Test("counts")
    func counts() async {
        let sql = await statements { db in
            _ = try await db.count(Tag.where { $0.name == "a" })
            _ = try await db.count(Tag.order { $0.name.ascending }.limit(3))
            _ = try await db.exists(Tag.where { $0.name == "a" })
            _ = try await db.first(Tag.where { $0.name == "a" })
            _ = try await db.first(Country.order { $0.region.ascending })
        }.map(\.sql)
        #expect(
            sql == [
                #"select count(*) from "tag" where "name" = $1"#,
                #"select count(*) from (select 1 from "tag" limit $1) as rows"#,
                #"select exists (select 1 from "tag" where "name" = $1)"#,
                #"select "name" from "tag" where "name" = $1 limit $2"#,
                #"select "code", "name", "population", "currency", "region", "iso_num" from "country" "#
                    + #"order by "region", "code" limit $1"#,
            ]
        )
    }
}
