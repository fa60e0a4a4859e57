import ApusSQL
import ApusSQLite
import Testing

@Suite("Transactions", .timeLimit(.minutes(1)))
struct TransactionTests {
    private struct Failure: Error {}

    private func withTable(
        _ configure: (inout SQLiteConfiguration) -> Void = { _ in },
        _ body: (Database, SQLiteDriver) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            var configuration = SQLiteConfiguration.file(folder + "/test.sqlite")
            configuration.readerCount = 2
            configure(&configuration)
            let driver = try await SQLiteDriver(configuration)
            let db = Database(driver)
            try await db.execute("create table t (id integer primary key, name text unique) strict")
            try await body(db, driver)
            await db.close()
        }
    }

    private func count(_ db: Database) async throws -> Int? {
        try await db.first("select count(*) from t", as: Int.self)
    }

    @Test("readers see what is committed, and the transaction what it has changed")
    func isolation() async throws {
        try await withTable { db, _ throws in
            try await db.transaction { tx in
                try await tx.execute("insert into t values (1, 'a')")
                #expect(try await count(tx) == 1)
                #expect(try await count(db) == 0)
            }
            #expect(try await count(db) == 1)
        }
    }

    @Test("a read-only transaction keeps its snapshot, and refuses to write")
    func snapshot() async throws {
        try await withTable { db, _ throws in
            try await db.transaction(.snapshot) { tx in
                try await db.execute("insert into t values (1, 'a')")
                #expect(try await count(tx) == 0)
                #expect(try await count(db) == 1)
                let error = try await databaseError { try await tx.execute("insert into t values (2, 'b')") }
                #expect(error.code == .misuse)
                #expect(error.message == "the transaction reads only, but the statement writes")
            }
            #expect(try await count(db) == 1)
        }
    }

    @Test("in memory, a read-only transaction refuses to write too")
    func snapshotInMemory() async throws {
        try await withMemory { db throws in
            try await db.execute("create table t (id integer primary key)")
            let error = try await databaseError {
                try await db.transaction(.snapshot) { try await $0.execute("insert into t values (1)") }
            }
            #expect(error.code == .misuse)
            #expect(try await count(db) == 0)
        }
    }

    @Test("statements that are submitted together run one after the other")
    func parallelStatements() async throws {
        try await withTable { db, _ throws in
            try await db.transaction { tx in
                try await withThrowingTaskGroup { group in
                    for id in 0..<100 {
                        group.addTask { try await tx.execute("insert into t (id) values (\(id))") }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(try await count(db) == 100)
        }
    }

    @Test("a failed statement leaves the transaction and its other changes alone")
    func failedStatement() async throws {
        try await withTable { db, _ throws in
            try await db.transaction { tx in
                try await tx.execute("insert into t values (1, 'a')")
                let error = try await databaseError {
                    try await tx.execute("insert into t values (2, 'b'), (3, 'a')")
                }
                #expect(error.code == .uniqueViolation)
                try await tx.execute("insert into t values (4, 'd')")
            }
            #expect(try await db.all("select id from t order by id", as: Int.self) == [1, 4])
        }
    }

    @Test("when SQLite rolls back by itself, nothing more runs and the commit throws")
    func rolledBackBySQLite() async throws {
        try await withTable { db, _ throws in
            let error = try await databaseError {
                try await db.transaction { tx in
                    try await tx.execute("insert into t values (1, 'a')")
                    let first = try await databaseError {
                        try await tx.execute("insert or rollback into t values (2, 'a')")
                    }
                    #expect(first.code == .uniqueViolation)
                    let second = try await databaseError { try await tx.execute("insert into t values (3, 'c')") }
                    #expect(second.code == .uniqueViolation)
                    #expect(second.message.hasPrefix("an earlier error has rolled the transaction back: "))
                }
            }
            #expect(error.code == .uniqueViolation)
            #expect(try await count(db) == 0)
            try await db.execute("insert into t values (1, 'a')")
        }
    }

    @Test("a transaction that SQLite rolled back inside a nested one cannot be committed either")
    func rolledBackInNested() async throws {
        try await withTable { db, _ throws in
            let error = try await databaseError {
                try await db.transaction { tx in
                    try await tx.execute("insert into t values (1, 'a')")
                    _ = try await databaseError {
                        try await tx.transaction { try await $0.execute("insert or rollback into t values (2, 'a')") }
                    }
                }
            }
            #expect(error.code == .uniqueViolation)
            #expect(try await count(db) == 0)
        }
    }

    @Test("a foreign key that is checked at the end fails the commit, and the writer is free again")
    func deferredForeignKey() async throws {
        try await withTable { db, _ throws in
            try await db.execute("create table c (t integer references t (id) deferrable initially deferred)")
            let error = try await databaseError {
                try await db.transaction { try await $0.execute("insert into c values (7)") }
            }
            #expect(error.code == .foreignKeyViolation)
            try await db.transaction { tx in
                try await tx.execute("insert into c values (7)")
                try await tx.execute("insert into t (id) values (7)")
            }
            #expect(try await db.first("select count(*) from c", as: Int.self) == 1)
        }
    }

    @Test(
        "statements cannot end a transaction behind its back",
        arguments: ["commit", "rollback", "end", "begin"] as [SQL]
    )
    func transactionStatements(sql: SQL) async throws {
        try await withTable { db, _ throws in
            try await db.transaction { tx in
                try await tx.execute("insert into t values (1, 'a')")
                #expect(try await databaseError { try await tx.execute(sql) }.code == .misuse)
            }
            #expect(try await count(db) == 1)
        }
    }

    @Test("after its end a transaction of the driver refuses statements and a second end does nothing")
    func afterTheEnd() async throws {
        try await withTable { db, driver throws in
            let transaction = try await driver.begin(.default)
            _ = try await transaction.run(Statement(sql: "insert into t values (1, 'a')", access: .write))
            try await transaction.commit()
            let error = try await databaseError {
                _ = try await transaction.run(Statement(sql: "select 1", access: .read))
            }
            #expect(error.code == .closed)
            #expect(try await databaseError { try await transaction.commit() }.code == .closed)
            await transaction.rollback()
            try await db.transaction { tx in
                await transaction.rollback()
                try await tx.execute("insert into t values (2, 'b')")
            }
            #expect(try await count(db) == 2)
        }
    }

    @Test("a writer that is not free in time is an error")
    func acquireTimeout() async throws {
        try await withTable { configuration in
            configuration.acquireTimeout = .milliseconds(20)
        } _: { db, _ throws in
            try await db.transaction { _ in
                let statement = try await databaseError { try await db.execute("insert into t values (1, 'a')") }
                #expect(statement.code == .poolTimeout)
                #expect(statement.sql == "insert into t values (1, 'a')")
                let transaction = try await databaseError { try await db.transaction { _ in } }
                #expect(transaction.code == .poolTimeout)
            }
            try await db.execute("insert into t values (1, 'a')")
        }
    }

    @Test("writers that wait behind a transaction all get their turn")
    func waitingWriters() async throws {
        try await withTable { db, driver throws in
            var earlier: [Task<Void, any Error>] = []
            let transaction = try await driver.begin(.default)
            for id in 0..<20 {
                earlier.append(Task { try await db.execute("insert into t (id) values (\(id))") })
            }
            try await transaction.commit()
            for task in earlier { try await task.value }
            #expect(try await count(db) == 20)
        }
    }

    @Test("a transaction that throws leaves nothing behind")
    func throwing() async throws {
        try await withTable { db, _ throws in
            await #expect(throws: Failure.self) {
                try await db.transaction { tx in
                    try await tx.execute("create table u (id integer)")
                    try await tx.execute("insert into t values (1, 'a')")
                    throw Failure()
                }
            }
            #expect(try await count(db) == 0)
            #expect(try await databaseError { try await db.execute("select * from u") }.code == .invalidStatement)
        }
    }
}
