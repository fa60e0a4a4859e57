import ApusSQL
import Testing

@testable import ApusSQLite

@Suite("Statements", .timeLimit(.minutes(1)))
struct StatementTests {
    @Test("a cached statement follows a change of the schema")
    func schemaChanges() async throws {
        try await withDatabase { db, _ throws in
            try await db.execute("create table t (a integer)")
            try await db.execute("insert into t values (1)")
            for _ in 0..<3 { #expect(try await db.rows("select * from t").columnNames == ["a"]) }
            try await db.execute("alter table t add column b text default 'x'")
            let rows = try await db.rows("select * from t")
            #expect(rows.columnNames == ["a", "b"])
            #expect(try rows.first?.decode(String.self, at: 1) == "x")
            try await db.execute("alter table t rename column a to c")
            #expect(try await db.rows("select * from t").columnNames == ["c", "b"])
            try await db.execute("alter table t drop column b")
            #expect(try await db.rows("select * from t").columnNames == ["c"])
            try await db.execute("drop table t")
            #expect(try await databaseError { _ = try await db.rows("select * from t") }.code == .invalidStatement)
            try await db.execute("create table t (d integer)")
            let empty = try await db.rows("select * from t")
            #expect(empty.columnNames == ["d"])
            #expect(empty.isEmpty)
        }
    }

    @Test("more statements than the cache holds", arguments: [0, 1, 3])
    func eviction(size: Int) async throws {
        try await withDatabase { configuration in
            configuration.statementCacheSize = size
        } _: { db, _ throws in
            for turn in 0..<3 {
                for number in 0..<10 {
                    let sql = "select \(number), ?1"
                    let rows = try await db.run(
                        Statement(sql: sql, bindings: [.integer(Int64(turn))], access: .read)
                    )
                    #expect(try rows.first?.decode(Int.self, at: 0) == number)
                    #expect(try rows.first?.decode(Int.self, at: 1) == turn)
                }
            }
        }
    }

    @Test("no value is left behind for the next run of a statement")
    func clearedBindings() async throws {
        try await withDatabase { db, _ throws in
            #expect(try await db.first("select \("a")", as: String?.self) == "a")
            #expect(try await db.first("select \(String?.none)", as: String?.self) == .some(nil))
        }
    }

    @Test("the counts of changed rows")
    func affectedCounts() async throws {
        try await withDatabase { db, _ throws in
            #expect(try await db.execute("create table t (id integer primary key, name text)") == 0)
            #expect(try await db.execute("insert into t (name) values ('a'), ('b'), ('c')") == 3)
            #expect(try await db.execute("update t set name = 'x' where id > 1") == 2)
            #expect(try await db.execute("select * from t") == 0)
            #expect(try await db.execute("create table u (id integer)") == 0)
            #expect(try await db.execute("with n as (select 9) insert into t (name) select * from n") == 1)
            #expect(try await db.execute("delete from t where id = 100") == 0)
            #expect(try await db.execute("replace into t values (1, 'z')") == 1)
            let rows = try await db.rows("delete from t where id < 3 returning id")
            #expect(rows.affectedCount == 2)
            #expect(try rows.map { try $0.decode(Int.self, at: 0) } == [1, 2])
            #expect(try await db.execute("delete from t") == 2)
        }
    }

    @Test("values that a statement returns")
    func returning() async throws {
        try await withDatabase { db, _ throws in
            try await db.execute("create table t (id integer primary key, name text)")
            let ids = try await db.all("insert into t (name) values ('a'), ('b') returning id", as: Int.self)
            #expect(ids == [1, 2])
        }
    }

    @Test("a query by hand runs beside the writer; what belongs to the writer's connection runs there")
    func routing() async throws {
        try await withDatabase { db, _ throws in
            try await db.execute("create table t (id integer primary key)")
            for _ in 0..<2 {
                try await db.execute("insert into t default values")
                let last = try await db.first("select last_insert_rowid()", as: Int.self)
                #expect(try await db.first("select max(id) from t", as: Int.self) == last)
            }
            let sql: SQL = "with n as (select max(id) + 1 as id from t) insert into t select id from n returning id"
            #expect(try await db.all(sql, as: Int.self) == [3])
            #expect(try await db.all(sql, as: Int.self) == [4])
            try await db.execute("create temporary table s as select 7 as id")
            #expect(try await db.first("select id from s", as: Int.self) == 7)
            try await db.transaction { _ throws in
                #expect(try await db.first("with n as (select 1) select count(*) from n, t", as: Int.self) == 4)
            }
        }
    }

    @Test("a long result moves to a reader's thread and is the same")
    func longReads() async throws {
        try await withDatabase { db, _ throws in
            let sql: SQL =
                "with recursive n (i) as (select 1 union all select i + 1 from n where i < 100000) select i from n"
            for _ in 0..<4 {
                let numbers = try await db.all(sql, as: Int.self)
                #expect(numbers.count == 100_000)
                #expect(numbers.last == 100_000)
            }
        }
    }

    @Test(
        "statements are told apart by their first words",
        arguments: [
            ("select 1", .query), ("  SELECT 1", .query), ("values (1)", .query),
            ("with a as (select 1) select 1", .query),
            ("insert into t values (1)", .change), ("Replace into t values (1)", .change),
            ("update t set a = 1", .change),
            ("delete from t", .change), ("-- x\n/* y */ ; delete from t", .change), ("begin", .transactionControl),
            ("commit;", .transactionControl), ("end", .transactionControl), ("rollback", .transactionControl),
            ("rollback transaction", .transactionControl), ("rollback /**/ to a", .savepoint),
            ("rollback transaction to savepoint a", .savepoint), ("savepoint a", .savepoint), ("release a", .savepoint),
            ("create table t (a)", .other), ("pragma user_version", .other), ("", .other), ("/* open", .other),
            ("explain select 1", .other), ("selection", .other), ("--", .other), ("/*/ select 1", .other),
        ] as [(String, StatementKind)]
    )
    func kinds(sql: String, kind: StatementKind) {
        #expect(StatementKind(sql) == kind)
    }
}
