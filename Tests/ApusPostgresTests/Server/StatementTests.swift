import ApusPostgres
import ApusSQL
import Testing

@Suite("Statements")
struct StatementTests {
    @Test("A query gives its rows and the names of its columns")
    func query() async throws {
        try await withTestDatabase { test in
            let rows = try await test.database.rows(
                "select 1 as one, 'two' as two union all select 3, null order by one"
            )
            #expect(rows.columnNames == ["one", "two"])
            #expect(rows.count == 2)
            #expect(rows.affectedCount == 0)
            #expect(try rows[0].decode("one", as: Int.self) == 1)
            #expect(try rows[0].decode("two", as: String.self) == "two")
            #expect(try rows[1].decode(Int.self, at: 0) == 3)
            #expect(try rows[1].decode(String?.self, at: 1) == nil)
        }
    }

    @Test("Statements that change rows tell how many")
    func affectedCount() async throws {
        try await withTestDatabase { test in
            let db = test.database
            #expect(try await db.execute("create table item (id bigint primary key, note text)") == 0)
            #expect(try await db.execute("insert into item select n, 'x' from generate_series(1, 12) n") == 12)
            #expect(try await db.execute("update item set note = \("y") where id > \(10)") == 2)
            #expect(try await db.execute("delete from item where id <= \(3)") == 3)
            #expect(try await db.execute("select * from item") == 0)
            let returned = try await db.rows("insert into item values (\(20), \("z")), (\(21), \("z")) returning id")
            #expect(returned.affectedCount == 2)
            #expect(try returned.map { try $0.decode(Int.self, at: 0) } == [20, 21])
            #expect(try await db.execute("create table copy as select * from item") == 0)
        }
    }
}
