import ApusSQL
import ApusSQLite
import Foundation
import Testing

@Suite("Errors", .timeLimit(.minutes(1)))
struct ErrorTests {
    private static let schema: [SQL] = [
        """
        create table country (
            code text primary key, name text not null unique, population integer constraint positive check (population > 0)
        ) strict
        """,
        "create table place (country text not null references country (code), name text, unique (country, name)) strict",
        "insert into country values ('FI', 'Finland', 5600000)",
        "insert into place values ('FI', 'Turku')",
    ]

    private func error(of sql: SQL) async throws -> DatabaseError {
        var result: DatabaseError?
        try await withMemory { db throws in
            for statement in Self.schema { try await db.execute(statement) }
            result = try await databaseError { try await db.execute(sql) }
        }
        return try #require(result)
    }

    @Test func primaryKey() async throws {
        let error = try await error(of: "insert into country values (\("FI"), \("Suomi"), 1)")
        #expect(error.code == .uniqueViolation)
        #expect(error.state == "1555")
        #expect(error.table == "country")
        #expect(error.column == "code")
        #expect(error.sql == "insert into country values (?, ?, 1)")
    }

    @Test func unique() async throws {
        let error = try await error(of: "insert into country values ('XX', \("Finland"), 1)")
        #expect(error.code == .uniqueViolation)
        #expect(error.state == "2067")
        #expect(error.constraint == "country.name")
        #expect(error.table == "country")
        #expect(error.column == "name")
    }

    @Test func uniqueOverSeveralColumns() async throws {
        let error = try await error(of: "insert into place values ('FI', \("Turku"))")
        #expect(error.code == .uniqueViolation)
        #expect(error.constraint == "place.country, place.name")
        #expect(error.table == "place")
        #expect(error.column == nil)
        #expect(!error.description.contains("Turku"))
    }

    @Test func uniqueIndexOverAnExpression() async throws {
        try await withMemory { db throws in
            try await db.execute("create table place (name text) strict")
            try await db.execute("create unique index place_lower on place (lower(name))")
            try await db.execute("insert into place values ('Turku')")
            let error = try await databaseError { try await db.execute("insert into place values (\("TURKU"))") }
            #expect(error.code == .uniqueViolation)
            #expect(error.constraint == "place_lower")
            #expect(error.column == nil)
        }
    }

    @Test func foreignKey() async throws {
        let error = try await error(of: "insert into place values ('XX', 'Nowhere')")
        #expect(error.code == .foreignKeyViolation)
        #expect(error.state == "787")
    }

    @Test func foreignKeyOfADeletedRow() async throws {
        #expect(try await error(of: "delete from country").code == .foreignKeyViolation)
    }

    @Test func check() async throws {
        let error = try await error(of: "update country set population = \(-1)")
        #expect(error.code == .checkViolation)
        #expect(error.state == "275")
        #expect(error.constraint == "positive")
    }

    @Test func notNull() async throws {
        let error = try await error(of: "insert into country (code) values ('SE')")
        #expect(error.code == .notNullViolation)
        #expect(error.state == "1299")
        #expect(error.table == "country")
        #expect(error.column == "name")
    }

    @Test(
        "what SQLite does not understand",
        arguments: [
            "selec 1", "select * from missing", "select missing from country", "select missing(1)", "", "-- nothing",
            "select \"not a column\" from country", "select 'open",
        ] as [SQL]
    )
    func invalidStatements(sql: SQL) async throws {
        let error = try await error(of: sql)
        #expect(error.code == .invalidStatement)
        #expect(error.sql == sql.statement(in: SQLiteDialect()).sql)
    }

    @Test(
        "a second statement in the text is refused, and the first has not run",
        arguments: [
            "delete from place; delete from country", "delete from place;;select 1", "delete from place; nonsense",
        ] as [SQL]
    )
    func severalStatements(sql: SQL) async throws {
        try await withMemory { db throws in
            for statement in Self.schema { try await db.execute(statement) }
            let error = try await databaseError { try await db.execute(sql) }
            #expect(error.code == .misuse)
            #expect(try await db.first("select count(*) from place", as: Int.self) == 1)
        }
    }

    @Test(
        "comments and semicolons after a statement are no second one",
        arguments: [
            "select 1;", "select 1; ; ", "select 1 -- ; select 2", "select 1; /* select 2; */ -- x", "; select 1",
        ]
            as [SQL]
    )
    func trailingText(sql: SQL) async throws {
        try await withMemory { db throws in #expect(try await db.first(sql, as: Int.self) == 1) }
    }

    @Test("a NUL in the text does not cut it")
    func embeddedNul() async throws {
        #expect(try await error(of: "select 1 \0 from country").code == .misuse)
    }

    @Test("as many values as placeholders must be bound", arguments: [0, 1, 3])
    func bindingCount(count: Int) async throws {
        try await withMemory { db throws in
            let bindings = [SQLValue](repeating: .integer(1), count: count)
            let error = try await databaseError {
                _ = try await db.run(Statement(sql: "select ?, ?", bindings: bindings, access: .read))
            }
            #expect(error.code == .misuse)
            #expect(error.message == "the statement has 2 placeholders, but \(count) values are bound")
        }
    }

    @Test("functions that quote their arguments do not carry values into the message")
    func secretsInMessages() async throws {
        let secret = "s3cret"
        for sql: SQL in [
            "select json_extract('{}', \(secret))", "select abs(\(Int64.min))", "select json(\(secret))",
            "select 'a' like 'b' escape \(secret)",
        ] {
            #expect(!(try await error(of: sql)).description.contains(secret))
        }
        try await withMemory { db throws in
            try await db.execute("create virtual table note using fts5 (text)")
            for query in ["\(secret):x", "\"\(secret)", "\(secret) AND", "(\(secret)"] {
                let error = try await databaseError {
                    _ = try await db.all("select text from note where note match \(query)", as: String.self)
                }
                #expect(!error.description.contains(secret))
                #expect(error.code == .invalidStatement)
            }
        }
    }

    @Test("a statement that was said to read only may not write")
    func writingReads() async throws {
        try await withDatabase { db, _ throws in
            try await db.execute("create table t (id integer primary key)")
            for sql in ["insert into t values (1)", "delete from t", "drop table t", "create table u (id integer)"] {
                let error = try await databaseError { _ = try await db.run(Statement(sql: sql, access: .read)) }
                #expect(error.code == .misuse)
            }
            #expect(try await db.first("select count(*) from t", as: Int.self) == 0)
        }
    }

    @Test("in memory a statement that was said to read only may not write either, also in a crowd")
    func writingReadsInMemory() async throws {
        try await withMemory { db throws in
            try await db.execute("create table t (id integer primary key)")
            try await withThrowingTaskGroup { group in
                for _ in 0..<32 {
                    group.addTask { try await db.execute("insert into t default values") }
                    group.addTask {
                        let error = try await databaseError {
                            try await db.run(Statement(sql: "delete from t", access: .read))
                        }
                        #expect(error.message == "the statement was said to read only, but it writes")
                        return 0
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await db.first("select count(*) from t", as: Int.self) == 32)
        }
    }

    @Test(
        "transactions are not begun or ended by statements",
        arguments: ["begin", "begin immediate", "commit", "end", "rollback", "savepoint a", "release a"] as [SQL]
    )
    func transactionStatements(sql: SQL) async throws {
        try await withDatabase { db, _ throws in
            let error = try await databaseError { try await db.execute(sql) }
            #expect(error.code == .misuse)
            try await db.execute("create table t (id integer primary key)")
        }
    }

    @Test("injected SQL stays a value")
    func injection() async throws {
        try await withMemory { db throws in
            for statement in Self.schema { try await db.execute(statement) }
            for text in ["'; drop table place; --", "\"; drop table place; --", "x' or '1'='1", "?1", "\\'", "\u{0}'"] {
                try await db.execute("insert into place values ('FI', \(text))")
                #expect(try await db.first("select name from place where name = \(text)", as: String.self) == text)
                #expect(try await db.all("select name from place where name = \(text + "x")", as: String.self) == [])
            }
            #expect(try await db.first("select count(*) from place", as: Int.self) == 7)
        }
    }

    @Test("a result that is larger than allowed is an error")
    func largeResults() async throws {
        try await withDatabase { configuration in
            configuration.maximumResultSize = 10_000
        } _: { db, _ throws in
            let error = try await databaseError { _ = try await db.first("select zeroblob(20000)", as: [UInt8].self) }
            #expect(error.code == .other)
            #expect(try await db.first("select length(zeroblob(20000))", as: Int.self) == 20_000)
        }
    }
}
