import ApusSQL
import ApusSQLite
import Foundation
import Testing

@Suite("SQL")
struct SQLTests {
    private let dialect = SQLiteDialect()

    @Test("interpolated values become placeholders and bindings, in order")
    func values() {
        let sql: SQL = "select \(1), \("a'b"), \(nil as Int?), \(true), \(2.5), \([1, 2] as [UInt8])"
        let statement = sql.statement(in: dialect)
        #expect(statement.sql == "select ?, ?, ?, ?, ?, ?")
        #expect(
            statement.bindings == [.integer(1), .text("a'b"), .null, .boolean(true), .double(2.5), .bytes([1, 2])]
        )
        #expect(statement.access == .write)
    }

    @Test("fragments nest, and their placeholders are numbered through")
    func fragments() {
        let condition: SQL = "code = \("FI") and population > \(5)"
        let sql: SQL = "select \(1) from country where \(condition) limit \(10)"
        let statement = sql.statement(in: dialect, access: .read)
        #expect(statement.sql == "select ? from country where code = ? and population > ? limit ?")
        #expect(statement.bindings == [.integer(1), .text("FI"), .integer(5), .integer(10)])
        #expect(statement.access == .read)
    }

    @Test(
        "identifiers are quoted",
        arguments: [
            ("name", "\"name\""), ("a\"b", "\"a\"\"b\""), ("a\0b", "\"ab\""), ("", "\"\""), ("ä b;--", "\"ä b;--\""),
        ]
    )
    func identifiers(name: String, quoted: String) {
        let sql: SQL = "select \(identifier: name)"
        #expect(sql.statement(in: dialect).sql == "select " + quoted)
    }

    @Test("a builder writes text, identifiers, values and fragments")
    func builder() {
        var builder = StatementBuilder(dialect: dialect)
        builder.append("update ")
        builder.append(identifier: "my table")
        builder.append(" set a = ")
        builder.bind(.integer(1))
        builder.append(" where \(identifier: "b") = \("x")" as SQL)
        #expect(builder.bindings.count == 2)
        let statement = builder.statement(.write)
        #expect(statement.sql == "update \"my table\" set a = ? where \"b\" = ?")
        #expect(statement == Statement(sql: statement.sql, bindings: [.integer(1), .text("x")], access: .write))
    }

    private enum Status: String, SQLConvertible { case draft, published }

    @Test("types of one's own")
    func ownTypes() async throws {
        #expect(Status.sqlType == .text)
        #expect(Status?.isNullable == true)
        #expect(Status.isNullable == false)
        #expect(Optional(Status.draft).sqlValue == .text("draft"))
        try await withDatabase { db throws in
            #expect(try await db.first("select \(Status.published)", as: Status.self) == .published)
            let error = await #expect(throws: DatabaseError.self) {
                try await db.first("select 'unknown' as status", as: Status.self)
            }
            #expect(error?.code == .decodingFailed)
            #expect(error?.column == "status")
            #expect(error?.message == "expected a Status, found another type")
        }
    }

    @Test("integers that do not fit are errors")
    func overflow() async throws {
        try await withDatabase { db throws in
            #expect(try await db.first("select 255", as: UInt8.self) == 255)
            for sql: SQL in ["select 256", "select -1"] {
                let error = await #expect(throws: DatabaseError.self) { try await db.first(sql, as: UInt8.self) }
                #expect(error?.code == .decodingFailed)
                #expect(error?.message.hasPrefix("expected an integer that fits UInt8") == true)
            }
        }
    }

    @Test("the helpers for statements by hand")
    func helpers() async throws {
        try await withDatabase { db throws in
            try await db.execute("create table t (id integer primary key, name text)")
            #expect(try await db.execute("insert into t (name) values (\("a")), (\(nil as String?))") == 2)
            #expect(try await db.all("select name from t order by id", as: String?.self) == ["a", nil])
            #expect(try await db.first("select name from t where id = \(3)", as: String.self) == nil)
            let rows = try await db.rows("select id, name from t order by id")
            #expect(rows.count == 2)
            #expect(rows.columnNames == ["id", "name"])
            #expect(try rows[1].decode("id", as: Int.self) == 2)
            #expect(rows[0].columnCount == 2)
        }
    }

    @Test("an error tells everything in one line")
    func errorDescription() {
        let error = DatabaseError(
            .uniqueViolation,
            message: "duplicate",
            state: "2067",
            sql: "insert into t values (?)",
            constraint: "t_name",
            table: "t",
            column: "name"
        )
        #expect(
            error.description
                == "uniqueViolation: duplicate [2067], constraint t_name, table t, column name, in: insert into t values (?)"
        )
    }
}

/// Runs `body` with a database in memory.
func withDatabase(_ body: (Database) async throws -> Void) async throws {
    let db = Database(try await SQLiteDriver(.memory))
    do {
        try await body(db)
    } catch {
        await db.close()
        throw error
    }
    await db.close()
}
