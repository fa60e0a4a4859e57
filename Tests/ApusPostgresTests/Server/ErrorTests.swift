import ApusPostgres
import ApusSQL
import Testing

@Suite("Errors of the server", .timeLimit(.minutes(2)))
struct ErrorTests {
    @Test("Violated constraints have their code, and name the constraint, table and column")
    func constraints() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute(
                """
                create table parent (id bigint primary key, name text not null, size int, constraint small check (size < 10))
                """
            )
            try await db.execute("create table child (parent bigint constraint child_parent references parent)")
            try await db.execute("insert into parent values (1, 'secret one', 1)")
            try await db.execute("insert into child values (1)")

            let unique = await databaseError {
                try await db.execute("insert into parent values (\(1), \("secret"), 1)")
            }
            #expect(unique?.code == .uniqueViolation)
            #expect(unique?.state == "23505")
            #expect(unique?.constraint == "parent_pkey")
            #expect(unique?.table == "parent")
            #expect(unique?.sql == "insert into parent values ($1, $2, 1)")
            #expect(unique?.message == #"duplicate key value violates unique constraint "parent_pkey""#)

            let foreign = await databaseError { try await db.execute("insert into child values (\(99))") }
            #expect(foreign?.code == .foreignKeyViolation)
            #expect(foreign?.constraint == "child_parent")
            let referenced = await databaseError { try await db.execute("delete from parent") }
            #expect(referenced?.code == .foreignKeyViolation)

            let check = await databaseError { try await db.execute("update parent set size = \(11)") }
            #expect(check?.code == .checkViolation)
            #expect(check?.constraint == "small")

            let null = await databaseError { try await db.execute("update parent set name = \(String?.none)") }
            #expect(null?.code == .notNullViolation)
            #expect(null?.table == "parent")
            #expect(null?.column == "name")

            for error in [unique, foreign, referenced, check, null] {
                #expect(error?.description.contains("secret") == false)
            }
        }
    }

    @Test(
        "Values that do not fit are named by what is wrong with them, not quoted",
        arguments: [
            ("select 'secret'::int", "22P02", "a value does not have the form that its type demands"),
            ("select 'secret'::date", "22007", "a value does not have the form that its type demands"),
            ("select '2024-02-30'::date", "22008", "a date or time is out of range"),
            ("select 1 / 0", "22012", "division by zero"),
            ("select 99999999999::int", "22003", "a number is out of its type's range"),
            ("insert into short values ('secret')", "22001", "a value is too long for its type"),
            ("select substring('secret' from 1 for -1)", "22011", "a value does not fit"),
        ]
    )
    func invalidValues(sql: String, state: String, message: String) async throws {
        try await withTestDatabase { test in
            try await test.database.execute("create table short (text varchar(3))")
            let error = await databaseError { try await test.driver.run(Statement(sql: sql, access: .write)) }
            #expect(error?.code == .invalidValue)
            #expect(error?.state == state)
            #expect(error?.message == message)
        }
    }

    @Test(
        "Statements that cannot be run are told apart from those that may not",
        arguments: [
            ("selec 1", .invalidStatement, "42601"), ("select * from nowhere", .invalidStatement, "42P01"),
            ("select nothing from pg_class", .invalidStatement, "42703"),
            ("select 1; select 2", .invalidStatement, "42601"),
            ("select * from pg_authid", .permissionDenied, "42501"), ("select nosuch.x()", .invalidStatement, "3F000"),
            ("do $$ begin raise 'oh' using errcode = '40001'; end $$", .serializationFailure, "40001"),
            ("do $$ begin raise 'oh' using errcode = '40P01'; end $$", .deadlock, "40P01"),
            ("do $$ begin raise 'oh' using errcode = '55P03'; end $$", .busy, "55P03"),
            ("do $$ begin raise 'oh' using errcode = '53100'; end $$", .storage, "53100"),
            ("do $$ begin raise 'oh' using errcode = '08P01'; end $$", .other, "08P01"),
            ("do $$ begin raise 'oh'; end $$", .other, "P0001"),
            ("create table t (a int) partition by list (a), hash (a)", .invalidStatement, "42601"),
            ("copy pg_class to stdout", .unsupported, nil), ("copy nowhere from stdin", .invalidStatement, "42P01"),
        ] as [(String, DatabaseError.Code, String?)]
    )
    func statements(sql: String, code: DatabaseError.Code, state: String?) async throws {
        try await withTestDatabase { test in
            try await test.database.execute("set role pg_read_all_settings")
            let error = await databaseError { try await test.driver.run(Statement(sql: sql, access: .write)) }
            #expect(error?.code == code)
            #expect(error?.state == state)
            #expect(error?.sql == sql)
            #expect(try await test.database.first("select 1", as: Int.self) == 1)
        }
    }

    @Test("A statement that runs too long is stopped by the server")
    func statementTimeout() async throws {
        try await withTestDatabase({ $0.statementTimeout = .milliseconds(50) }) { test in
            let error = await databaseError { try await test.database.rows("select pg_sleep(60)") }
            #expect(error?.code == .statementTimeout)
            #expect(error?.state == "57014")
        }
    }

    @Test("A lock that is not free in time is busy; a deadlock has one victim")
    func locks() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create table item (id bigint primary key)")
            try await db.execute("insert into item values (1), (2)")
            try await db.transaction { holder in
                try await holder.execute("update item set id = id where id = 1")
                let busy = await databaseError { try await db.rows("select * from item for update nowait") }
                #expect(busy?.code == .busy)
                let timeout = await databaseError {
                    try await db.transaction { db in
                        try await db.execute("set local lock_timeout = '20ms'")
                        try await db.execute("update item set id = id")
                    }
                }
                #expect(timeout?.code == .busy)
            }
            let first = Gate()
            let second = Gate()
            async let left = code {
                try await db.transaction { db in
                    try await db.execute("update item set id = id where id = 1")
                    await first.open()
                    await second.wait()
                    try await db.execute("update item set id = id where id = 2")
                }
            }
            async let right = code {
                try await db.transaction { db in
                    try await db.execute("update item set id = id where id = 2")
                    await second.open()
                    await first.wait()
                    try await db.execute("update item set id = id where id = 1")
                }
            }
            let codes = [await left, await right]
            #expect(codes.compactMap(\.self) == [.deadlock])
        }
    }

    @Test("A stale snapshot is a serialization failure")
    func serialization() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create table item (n bigint)")
            try await db.execute("insert into item values (1)")
            let error = await databaseError {
                try await db.transaction(TransactionOptions(isolation: .serializable)) { inner in
                    _ = try await inner.rows("select * from item")
                    try await db.execute("update item set n = n + 1")
                    try await inner.execute("update item set n = n + 1")
                }
            }
            #expect(error?.code == .serializationFailure)
        }
    }

    @Test("A constraint that is checked at the end fails the statement, not just its commit")
    func deferredConstraint() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create table parent (id bigint primary key)")
            try await db.execute("create table child (p bigint references parent deferrable initially deferred)")
            let alone = await databaseError { try await db.execute("insert into child values (\(7))") }
            #expect(alone?.code == .foreignKeyViolation)
            #expect(alone?.sql == "insert into child values ($1)")
            let committed = await databaseError {
                try await db.transaction { db in try await db.execute("insert into child values (\(7))") }
            }
            #expect(committed?.code == .foreignKeyViolation)
            #expect(try await db.first("select count(*) from child", as: Int.self) == 0)
        }
    }

    private func code<Value>(_ body: () async throws -> Value) async -> DatabaseError.Code? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? DatabaseError)?.code ?? .other
        }
    }
}
