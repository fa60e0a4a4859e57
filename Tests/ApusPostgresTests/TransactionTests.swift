import ApusPostgres
import ApusSQL
import Testing

@Suite("Transactions")
struct TransactionTests {
    private struct Stop: Error {}

    @Test("A transaction's changes are seen by others when it has committed, not before")
    func commit() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create table item (id bigint primary key)")
            try await db.transaction { inner in
                try await inner.execute("insert into item values (1)")
                #expect(try await inner.first("select count(*) from item", as: Int.self) == 1)
                #expect(try await db.first("select count(*) from item", as: Int.self) == 0)
            }
            #expect(try await db.first("select count(*) from item", as: Int.self) == 1)
        }
    }

    @Test("A transaction whose closure throws changes nothing")
    func rollback() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create table item (id bigint primary key)")
            await #expect(throws: Stop.self) {
                try await db.transaction { db in
                    try await db.execute("insert into item values (1)")
                    throw Stop()
                }
            }
            #expect(try await db.first("select count(*) from item", as: Int.self) == 0)
        }
    }

    @Test("A nested transaction that fails leaves what its parent did, also after an error of the server")
    func nested() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create table item (id bigint primary key)")
            try await db.transaction { db in
                try await db.execute("insert into item values (1)")
                let error = await databaseError {
                    try await db.transaction { db in
                        try await db.execute("insert into item values (2)")
                        try await db.execute("insert into item values (1)")
                    }
                }
                #expect(error?.code == .uniqueViolation)
                try await db.transaction { db in try await db.execute("insert into item values (3)") }
            }
            #expect(try await db.all("select id from item order by id", as: Int.self) == [1, 3])
        }
    }
}
