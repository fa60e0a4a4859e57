import ApusPostgres
import ApusSQL
import Testing

@Suite("Prepared statements", .timeLimit(.minutes(2)))
struct CacheTests {
    private func preparedCount(_ db: Database) async throws -> Int? {
        try await db.first("select count(*) from pg_prepared_statements", as: Int.self)
    }

    @Test("A connection keeps as many prepared statements as it may, and those in use still work")
    func eviction() async throws {
        try await withTestDatabase({
            $0.maximumConnections = 1; $0.statementCacheSize = 3
        }) { test in
            for round in 0..<3 {
                for number in 0..<10 {
                    let statement = Statement(
                        sql: "select \(number) + $1",
                        bindings: [.integer(Int64(round))],
                        access: .read
                    )
                    let rows = try await test.driver.run(statement)
                    #expect(try rows[0].decode(Int.self, at: 0) == number + round)
                }
                #expect(try await preparedCount(test.database) == 3)
            }
        }
    }

    @Test("Without a cache nothing stays prepared")
    func noCache() async throws {
        try await withTestDatabase({
            $0.maximumConnections = 1; $0.statementCacheSize = 0
        }) { test in
            let answer = try await test.database.first("select \(41) + 1", as: Int.self)
            #expect(answer == 42)
            #expect(try await preparedCount(test.database) == 0)
        }
    }

    @Test("A statement whose table was changed is prepared anew", arguments: [Statement.Access.read, .write])
    func alteredTable(access: Statement.Access) async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let db = test.database
            try await db.execute("create table item (id bigint)")
            try await db.execute("insert into item values (1)")
            let select = Statement(sql: "select * from item", access: access)
            #expect(try await test.driver.run(select).columnNames == ["id"])
            try await db.execute("alter table item add column note text default 'x'")
            #expect(try await test.driver.run(select).columnNames == ["id", "note"])
            try await db.execute("alter table item alter column id type text")
            let rows = try await test.driver.run(select)
            #expect(try rows[0].decode(String.self, at: 0) == "1")
            #expect(
                try await db.first(
                    "select count(*) from pg_prepared_statements where statement = \(select.sql)",
                    as: Int.self
                ) == 1
            )
        }
    }

    @Test("In a transaction that is an error which running it again cures")
    func alteredTableInTransaction() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let db = test.database
            try await db.execute("create table item (id bigint)")
            _ = try await db.rows("select * from item")
            try await db.execute("alter table item add column note text")
            let error = await databaseError {
                try await db.transaction { db in try await db.rows("select * from item") }
            }
            #expect(error?.code == .serializationFailure)
            #expect(error?.state == "0A000")
            let rows = try await db.transaction { db in try await db.rows("select * from item") }
            #expect(rows.columnNames == ["id", "note"])
        }
    }

    @Test("Statements that somebody else has closed are prepared anew", arguments: ["deallocate all", "discard all"])
    func closed(sql: String) async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            #expect(try await test.database.first("select \(1)", as: String.self) == "1")
            _ = try await test.driver.run(Statement(sql: sql, access: .write))
            #expect(try await test.database.first("select \(1)", as: String.self) == "1")
        }
    }

    @Test("A statement that fails to be prepared can be prepared when its table exists")
    func missingTable() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let db = test.database
            for _ in 0..<2 {
                #expect(await databaseError { try await db.rows("select * from item") }?.code == .invalidStatement)
            }
            try await db.execute("create table item (id bigint)")
            #expect(try await db.rows("select * from item").isEmpty)
        }
    }

    @Test("In a failed transaction nothing is prepared, closed or forgotten")
    func failedTransaction() async throws {
        try await withTestDatabase({
            $0.maximumConnections = 1; $0.statementCacheSize = 2
        }) { test in
            let db = test.database
            for number in 0..<2 { _ = try await test.driver.run(Statement(sql: "select \(number)", access: .read)) }
            try await db.transaction { db in
                let error = await databaseError {
                    try await db.transaction { db in
                        _ = await databaseError { try await db.rows("select 1 / 0") }
                        for number in 0..<5 {
                            let statement = Statement(sql: "select \(number)", access: .read)
                            #expect(await databaseError { try await db.run(statement) }?.state == "25P02")
                        }
                        throw DatabaseError(.other, message: "enough")
                    }
                }
                #expect(error?.message == "enough")
                for number in 0..<5 {
                    let rows = try await db.run(Statement(sql: "select \(number)", access: .read))
                    #expect(try rows[0].decode(Int.self, at: 0) == number)
                }
            }
        }
    }
}
