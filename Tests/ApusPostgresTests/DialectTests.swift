import ApusPostgres
import ApusSQL
import Testing

@Suite("Dialect")
struct DialectTests {
    private let dialect = PostgresDialect()

    @Test("Its names and limits are PostgreSQL's")
    func facts() {
        #expect(dialect.name == "postgresql")
        #expect(dialect.maximumBindings == 65_535)
        #expect(dialect.tableOptions == "")
        #expect(
            dialect.schemaLock?.statement(in: dialect).sql == "select pg_advisory_xact_lock(27426722490377324)"
        )
        let fragment: SQL = "\(identifier: "a\"b") = \(1) or c = \("x")"
        let statement = fragment.statement(in: dialect, access: .read)
        #expect(statement.sql == #""a""b" = $1 or c = $2"#)
        #expect(statement.bindings == [.integer(1), .text("x")])
    }

    @Test("Every column type can be created, and says that it is what it is")
    func columnTypes() async throws {
        try await withTestDatabase { test in
            let types: [SQLType] = [.boolean, .integer, .double, .text, .bytes, .uuid, .timestamp]
            let columns = types.map { "\($0)_column \(dialect.columnType($0, isGenerated: false))" }
            let generated = "id \(dialect.columnType(.integer, isGenerated: true)) primary key"
            let sql = "create table everything (\(([generated] + columns).joined(separator: ", ")))"
            _ = try await test.driver.run(Statement(sql: sql, access: .write))
            let rows = try await test.database.rows(
                "insert into everything default values returning id, pg_typeof(integer_column)::text"
            )
            #expect(try rows[0].decode(Int.self, at: 0) == 1)
            #expect(try rows[0].decode(String.self, at: 1) == "bigint")
        }
    }

    @Test("Containing is byte for byte, and no character is special")
    func contains() async throws {
        try await withTestDatabase { test in
            for (subject, part, expected) in [
                ("Straße", "raß", true), ("abc", "B", false), ("100%", "%", true), ("abc", "%", false),
                ("abc", "", true),
                (#"a\_b"#, #"\_"#, true),
            ] {
                var builder = StatementBuilder(dialect: dialect)
                builder.append("select ")
                dialect.writeContains(&builder, subject: { $0.bind(.text(subject)) }, part: { $0.bind(.text(part)) })
                let rows = try await test.driver.run(builder.statement(.read))
                #expect(try rows[0].decode(Bool.self, at: 0) == expected)
            }
        }
    }

    @Test("Lower case is Unicode's, also in columns that order by bytes")
    func lowercased() async throws {
        try await withTestDatabase { test in
            try await test.database.execute(#"create table word (word text collate "C")"#)
            try await test.database.execute("insert into word values (\("ÅÉ ЖЩ ΑΩ"))")
            var builder = StatementBuilder(dialect: dialect)
            builder.append("select ")
            dialect.writeLowercased(&builder) { $0.append(identifier: "word") }
            builder.append(" from word")
            let rows = try await test.driver.run(builder.statement(.read))
            #expect(try rows[0].decode(String.self, at: 0) == "åé жщ αω")
        }
    }
}
