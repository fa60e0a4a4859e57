import ApusPostgres
import ApusSQL
import Testing

/// PgBouncer gives each transaction another connection to the server, which does not know what was prepared on the others.
@Suite("Behind a pooler in transaction mode", .timeLimit(.minutes(3)))
struct PoolerTests {
    private func withDriver(
        _ configure: (inout PostgresConfiguration) -> Void,
        _ body: (Database) async throws -> Void
    ) async throws {
        try await ThrowAwayServer.with { server in
            try await Bouncer.with(server) { bouncer in
                var configuration = try PostgresConfiguration(url: bouncer.url)
                configuration.maximumConnections = 8
                configure(&configuration)
                try await closing(PostgresDriver(configuration)) { driver in
                    await until { (try? await driver.run(Statement(sql: "select 1", access: .read))) != nil }
                    try await body(Database(driver))
                }
            }
        }
    }

    private func work(on db: Database) async throws {
        try await db.execute("create table item (id bigint primary key, name text not null)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...20 {
                group.addTask {
                    try await db.execute("insert into item values (\(number), \("item \(number)"))")
                    for _ in 1...10 {
                        let sql: SQL = "select name from item where id = \(number)"
                        #expect(try await db.first(sql, as: String.self) == "item \(number)")
                        try await db.execute("update item set name = name where id = \(number)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let ids = try await db.transaction { db in
            try await db.execute("delete from item where id > \(3)")
            return try await db.all("select id from item order by id", as: Int.self)
        }
        #expect(ids == [1, 2, 3])
    }

    @Test("Without kept statements everything works")
    func withoutCache() async throws {
        try await withDriver({ $0.statementCacheSize = 0 }, work)
    }

    @Test("With kept statements the driver notices, and keeps none from then on")
    func withCache() async throws {
        try await withDriver({ _ in }) { db in
            // Before anybody has noticed, a transaction may fail; statements on their own do not.
            for number in 1...200 { #expect(try await db.first("select \(number)::bigint", as: Int.self) == number) }
            try await work(on: db)
        }
    }
}
