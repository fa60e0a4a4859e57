import ApusPostgres
import ApusSQL
import Testing

@Suite("Transactions", .timeLimit(.minutes(2)))
struct TransactionTests {
    private struct Stop: Error {}

    /// A database with an empty table.
    private func withItems(_ body: (Database, TestDatabase) async throws -> Void) async throws {
        try await withTestDatabase { test in
            try await test.database.execute("create table item (id bigint primary key)")
            try await body(test.database, test)
        }
    }

    private func items(_ db: Database) async throws -> [Int] {
        try await db.all("select id from item order by id", as: Int.self)
    }

    @Test("A transaction's changes are seen by others when it has committed, not before")
    func commit() async throws {
        try await withItems { db, _ in
            try await db.transaction { inner in
                try await inner.execute("insert into item values (1)")
                #expect(try await items(inner) == [1])
                #expect(try await items(db) == [])
            }
            #expect(try await items(db) == [1])
        }
    }

    @Test("A transaction whose closure throws changes nothing")
    func rollback() async throws {
        try await withItems { db, _ in
            await #expect(throws: Stop.self) {
                try await db.transaction { db in
                    try await db.execute("insert into item values (1)")
                    throw Stop()
                }
            }
            let left = try await items(db)
            #expect(left == [])
        }
    }

    @Test("A nested transaction that fails leaves what its parent did, also after an error of the server")
    func nested() async throws {
        try await withItems { db, _ in
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
            #expect(try await items(db) == [1, 3])
        }
    }

    @Test("After an error the rest of the transaction is refused, and so is its commit, with the error's code")
    func failed() async throws {
        try await withItems { db, _ in
            let commit = await databaseError {
                try await db.transaction { db in
                    try await db.execute("insert into item values (1)")
                    let first = await databaseError { try await db.execute("insert into item values (1)") }
                    #expect(first?.code == .uniqueViolation)
                    let second = await databaseError { try await items(db) }
                    #expect(second?.code == .misuse)
                    #expect(second?.state == "25P02")
                }
            }
            #expect(commit?.code == .uniqueViolation)
            #expect(
                commit?.message == "the transaction was rolled back, because a statement in it had failed: "
                    + #"duplicate key value violates unique constraint "item_pkey""#
            )
            let left = try await items(db)
            #expect(left == [])
        }
    }

    @Test("Statements submitted in parallel run one after the other")
    func parallel() async throws {
        try await withItems { db, _ in
            try await db.transaction { db in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 0..<100 { group.addTask { try await db.execute("insert into item values (\(id))") } }
                    try await group.waitForAll()
                }
            }
            #expect(try await items(db) == Array(0..<100))
        }
    }

    @Test("Isolation and read-only transactions are the server's")
    func options() async throws {
        try await withItems { db, _ in
            for isolation in [TransactionOptions.Isolation.readCommitted, .repeatableRead, .serializable] {
                let actual = try await db.transaction(TransactionOptions(isolation: isolation)) { db in
                    try await db.first("select current_setting('transaction_isolation')", as: String.self)
                }
                #expect(actual == isolation.rawValue)
            }
            let error = await databaseError {
                try await db.transaction(.snapshot) { db in try await db.execute("insert into item values (1)") }
            }
            #expect(error?.code == .misuse)
            #expect(error?.state == "25006")
            try await db.transaction { db in try await db.execute("insert into item values (1)") }
        }
    }

    @Test("A snapshot sees nothing of what is committed after it began")
    func snapshot() async throws {
        try await withItems { db, _ in
            try await db.transaction(.snapshot) { inner in
                #expect(try await items(inner) == [])
                try await db.execute("insert into item values (1)")
                #expect(try await items(inner) == [])
            }
        }
    }

    @Test("Statements that begin or end a transaction by hand are refused, and leave no trace")
    func strayControl() async throws {
        try await withItems { db, test in
            let begin = await databaseError { try await db.execute("begin") }
            #expect(begin?.code == .misuse)
            try await db.execute("insert into item values (0)")
            let seen = try await test.withDriver { driver in try await items(Database(driver)) }
            #expect(seen == [0])
            let commit = await databaseError {
                try await db.transaction { db in
                    try await db.execute("insert into item values (1)")
                    try await db.execute("rollback")
                }
            }
            #expect(commit?.code == .misuse)
            let left = try await items(db)
            #expect(left == [0])
        }
    }

    @Test("A transaction that has ended takes no more statements")
    func ended() async throws {
        try await withItems { db, test in
            let transaction = try await test.driver.begin(.default)
            let statement = Statement(sql: "insert into item values (1)", access: .write)
            _ = try await transaction.run(statement)
            try await transaction.commit()
            #expect(await databaseError { try await transaction.run(statement) }?.code == .closed)
            #expect(await databaseError { try await transaction.commit() }?.code == .closed)
            await transaction.rollback()
            #expect(try await items(db) == [1])
        }
    }

    @Test("A transaction that is dropped is rolled back, and gives its connection back")
    func dropped() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let db = test.database
            try await db.execute("create table item (id bigint primary key)")
            for _ in 0..<3 {
                let transaction = try await test.driver.begin(.default)
                _ = try await transaction.run(Statement(sql: "insert into item values (1)", access: .write))
            }
            #expect(try await items(db) == [])
        }
    }

    @Test("A cancelled task rolls its transaction back, and the connection serves the next")
    func cancelled() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let db = test.database
            try await db.execute("create table item (id bigint primary key)")
            let pid = try await db.first("select pg_backend_pid()", as: Int.self)
            let started = Gate()
            let task = Task {
                try await db.transaction { db in
                    try await db.execute("insert into item values (1)")
                    await started.open()
                    _ = try await db.rows("select pg_sleep(600)")
                }
            }
            await started.wait()
            task.cancel()
            #expect(await databaseError { try await task.value }?.code == .cancelled)
            #expect(try await items(db) == [])
            #expect(try await db.first("select pg_backend_pid()", as: Int.self) == pid)
        }
    }
}
