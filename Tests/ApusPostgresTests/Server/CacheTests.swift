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

    /// As another process would: the driver is not told of what it changes.
    private func withAnotherDriver(_ test: TestDatabase, _ body: (Database) async throws -> Void) async throws {
        try await test.withDriver { try await body(Database($0)) }
    }

    @Test("A statement whose values go to columns of other types now is prepared anew, on every connection")
    func otherTypes() async throws {
        try await withTestDatabase({ $0.maximumConnections = 2 }) { test in
            let db = test.database
            func insert(_ id: Int, _ value: String, on db: Database) async throws {
                try await db.execute("insert into item values (\(id), \(value))")
            }
            try await db.execute("create table item (id bigint, value boolean)")
            try await db.transaction { first in
                try await insert(1, "true", on: first)
                try await db.transaction { second in try await insert(2, "false", on: second) }
            }
            try await withAnotherDriver(test) { try await $0.execute("alter table item alter column value type text") }
            for id in 3...6 { try await insert(id, "neither", on: db) }
            try await db.transaction { first in
                try await insert(7, "neither", on: first)
                try await db.transaction { second in try await insert(8, "neither", on: second) }
            }
            #expect(try await db.first("select count(*) from item where value = 'neither'", as: Int.self) == 6)
            // One on its own finds it out; so it is with values that the driver itself cannot write for the old type.
            try await withAnotherDriver(test) { try await $0.execute("alter table item alter column id type text") }
            for _ in 1...3 { try await db.execute("insert into item values (\("x"), \("neither"))") }
            #expect(try await db.first("select count(*) from item where id = 'x'", as: Int.self) == 3)
        }
    }

    @Test("A value is not converted to the type that its column had before", arguments: [false, true])
    func lossyTypes(inTransaction: Bool) async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let db = test.database
            let exact = "0.12345678901234567890123"
            try await db.execute("create table item (value double precision)")
            try await db.execute("insert into item values (\("1"))")
            if inTransaction {
                try await db.transaction { db in
                    try await db.execute("alter table item alter column value type numeric")
                    try await db.execute("insert into item values (\(exact))")
                }
            } else {
                try await db.execute("alter table item alter column value type numeric")
                try await db.execute("insert into item values (\(exact))")
            }
            try await db.execute("insert into item values (\(exact))")
            #expect(
                try await db.all("select value::text from item where value < 1", as: String.self) == [exact, exact]
            )
        }
    }

    @Test("In a transaction values of other types now are an error, once")
    func otherTypesInTransaction() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let db = test.database
            let insert: SQL = "insert into item values (\("word"))"
            try await db.execute("create table item (value bigint)")
            try await db.execute("insert into item values (\("1"))")
            try await withAnotherDriver(test) { try await $0.execute("alter table item alter column value type text") }
            let error = await databaseError { try await db.transaction { db in try await db.execute(insert) } }
            #expect(error?.code == .invalidValue)
            #expect(try await db.transaction { db in try await db.execute(insert) } == 1)
        }
    }

    @Test("A value that fits no type is an error, and nothing is prepared anew for it")
    func wrongValue() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let db = test.database
            try await db.execute("create table item (value bigint)")
            try await db.execute("insert into item values (\("1"))")
            let prepared: SQL = "select name from pg_prepared_statements where statement like 'insert%'"
            let names = try await db.all(prepared, as: String.self)
            #expect(names.count == 1)
            for _ in 1...3 {
                let error = await databaseError { try await db.execute("insert into item values (\("word"))") }
                #expect(error?.code == .invalidValue)
                #expect(error?.state == "22P02")
            }
            try await db.execute("insert into item values (\("2"))")
            #expect(try await db.all(prepared, as: String.self) == names)
        }
    }

    @Test("In a transaction that is an error which running it again cures")
    func alteredTableInTransaction() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let db = test.database
            try await db.execute("create table item (id bigint)")
            _ = try await db.rows("select * from item")
            try await withAnotherDriver(test) { try await $0.execute("alter table item add column note text") }
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
