import ApusSQL
import ApusSQLite
import Testing

@Suite("Dialect", .timeLimit(.minutes(1)))
struct DialectTests {
    private let dialect = SQLiteDialect()

    private func run(_ write: (inout StatementBuilder) -> Void) async throws -> Int? {
        var result: Int?
        try await withMemory { db throws in
            var builder = StatementBuilder(dialect: dialect)
            builder.append("select ")
            write(&builder)
            result = try await db.run(builder.statement(.read)).first?.decode(Int.self, at: 0)
        }
        return result
    }

    @Test(
        "contains compares bytes, without patterns",
        arguments: [
            ("Finland", "lan", 1), ("Finland", "Lan", 0), ("100%", "%", 1), ("100", "%", 0), ("a_b", "_", 1),
            ("ab", "_", 0),
            ("Åland", "Å", 1), ("abc", "", 1), ("", "a", 0), ("a\\b", "\\", 1),
        ]
    )
    func contains(subject: String, part: String, expected: Int) async throws {
        let result = try await run { builder in
            dialect.writeContains(&builder) {
                $0.bind(.text(subject))
            } part: {
                $0.bind(.text(part))
            }
        }
        #expect(result == expected)
    }

    @Test(
        "lower case by Unicode's rules",
        arguments: [
            ("ÅLAND", "åland"), ("abc", "abc"), ("ABC", "abc"), ("ΜΆΙΟΣ", "μάιος"), ("🇫🇮", "🇫🇮"), ("", ""), ("İ", "i̇"),
        ]
    )
    func lower(text: String, expected: String) async throws {
        let result = try await run { builder in
            dialect.writeLowercased(&builder) { $0.bind(.text(text)) }
            builder.append(" = ")
            builder.bind(.text(expected))
        }
        #expect(result == (text.lowercased() == expected ? 1 : 0))
    }

    @Test("lower case of what is no text")
    func lowerOfOtherTypes() async throws {
        try await withMemory { db throws in
            #expect(try await db.first("select apus_lower(null)", as: String?.self) == .some(nil))
            #expect(
                try await db.first("select apus_lower(cast(x'ff41' as text)) = cast(x'ff41' as text)", as: Int.self)
                    == 1
            )
        }
    }

    @Test("the function can be used by an index, and on every connection")
    func index() async throws {
        try await withDatabase { db, _ throws in
            try await db.execute("create table t (name text) strict")
            try await db.execute("create index t_name on t (apus_lower(name))")
            try await db.execute("insert into t values ('ÅLAND')")
            #expect(
                try await db.all("select name from t where apus_lower(name) = 'åland'", as: String.self) == ["ÅLAND"]
            )
        }
    }

    @Test("column types make strict tables")
    func columnTypes() async throws {
        try await withMemory { db throws in
            let types: [SQLType] = [.boolean, .integer, .double, .text, .bytes, .uuid, .timestamp]
            let columns = types.map { "\"\($0)\" " + dialect.columnType($0, isGenerated: false) }
            let sql = "create table t (\(columns.joined(separator: ", ")))" + dialect.tableOptions
            _ = try await db.run(Statement(sql: sql, access: .write))
            #expect(
                try await db.all("select type from pragma_table_info('t')", as: String.self)
                    == ["INTEGER", "INTEGER", "REAL", "TEXT", "BLOB", "TEXT", "TEXT"]
            )
        }
    }

    @Test("as many values as the dialect promises can be bound")
    func bindings() async throws {
        try await withMemory { db throws in
            var builder = StatementBuilder(dialect: dialect)
            builder.append("select 1 in (")
            for index in 0..<dialect.maximumBindings {
                if index > 0 { builder.append(", ") }
                builder.bind(.integer(Int64(index)))
            }
            builder.append(")")
            #expect(try await db.run(builder.statement(.read)).first?.decode(Bool.self, at: 0) == true)
        }
    }
}
