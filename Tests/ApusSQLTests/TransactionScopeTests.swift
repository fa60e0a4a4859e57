import ApusSQL
import ApusSQLite
import Testing

@Suite("Transactions", .timeLimit(.minutes(1)))
struct TransactionScopeTests {
    private struct Failure: Error {}

    private func withTable(_ body: (Database) async throws -> Void) async throws {
        try await withDatabase { db throws in
            try await db.execute("create table t (id integer primary key) strict")
            try await body(db)
        }
    }

    private func ids(_ db: Database) async throws -> [Int] {
        try await db.all("select id from t order by id", as: Int.self)
    }

    @Test("changes are made together, and the closure's value is returned")
    func commit() async throws {
        try await withTable { db throws in
            #expect(!db.isTransaction)
            let value = try await db.transaction { db in
                #expect(db.isTransaction)
                try await db.execute("insert into t values (1)")
                try await db.execute("insert into t values (2)")
                return "done"
            }
            #expect(value == "done")
            #expect(try await ids(db) == [1, 2])
        }
    }

    @Test("what a closure that throws has changed is undone, and its error is thrown")
    func rollback() async throws {
        try await withTable { db throws in
            await #expect(throws: Failure.self) {
                try await db.transaction { db in
                    try await db.execute("insert into t values (1)")
                    throw Failure()
                }
            }
            #expect(try await ids(db) == [])
        }
    }

    @Test("nested transactions are undone alone, or with the outer one")
    func nested() async throws {
        try await withTable { db throws in
            try await db.transaction { db in
                try await db.execute("insert into t values (1)")
                await #expect(throws: Failure.self) {
                    try await db.transaction { db in
                        try await db.execute("insert into t values (2)")
                        try await db.transaction { try await $0.execute("insert into t values (3)") }
                        #expect(try await ids(db) == [1, 2, 3])
                        throw Failure()
                    }
                }
                #expect(try await ids(db) == [1])
                try await db.transaction { db in
                    try await db.execute("insert into t values (4)")
                    await #expect(throws: Failure.self) {
                        try await db.transaction { db in
                            try await db.execute("insert into t values (5)")
                            throw Failure()
                        }
                    }
                }
            }
            #expect(try await ids(db) == [1, 4])
            await #expect(throws: Failure.self) {
                try await db.transaction { db in
                    try await db.transaction { try await $0.execute("insert into t values (6)") }
                    throw Failure()
                }
            }
            #expect(try await ids(db) == [1, 4])
        }
    }

    @Test("while a nested transaction runs, the outer one refuses statements and further nested ones")
    func outerDuringNested() async throws {
        try await withTable { db throws in
            try await db.transaction { outer in
                try await outer.transaction { _ in
                    let statement = await #expect(throws: DatabaseError.self) {
                        try await outer.execute("insert into t values (1)")
                    }
                    #expect(statement?.code == .misuse)
                    #expect(
                        statement?.message == "a nested transaction is running: use the database that its closure got"
                    )
                    let nested = await #expect(throws: DatabaseError.self) { try await outer.transaction { _ in } }
                    #expect(nested?.code == .misuse)
                }
                try await outer.execute("insert into t values (2)")
            }
            #expect(try await ids(db) == [2])
        }
    }

    @Test("the closure's database is of no use after its end", arguments: [true, false])
    func afterTheEnd(commits: Bool) async throws {
        try await withTable { db throws in
            var leaked: Database?
            var leakedNested: Database?
            try? await db.transaction { db in
                leaked = db
                try await db.transaction { leakedNested = $0 }
                if !commits { throw Failure() }
            }
            for leaked in [leaked, leakedNested] {
                let database = try #require(leaked)
                let statement = await #expect(throws: DatabaseError.self) { try await database.execute("select 1") }
                #expect(statement?.code == .closed)
                let nested = await #expect(throws: DatabaseError.self) { try await database.transaction { _ in } }
                #expect(nested?.code == .closed)
            }
            try await db.execute("insert into t values (1)")
        }
    }

    @Test("a closure that returns before its nested transaction has ended is undone, and told so")
    func abandonedNested() async throws {
        try await withTable { db throws in
            let (began, beganContinuation) = AsyncStream.makeStream(of: Void.self)
            let (proceed, proceedContinuation) = AsyncStream.makeStream(of: Void.self)
            var nested: Task<Void, any Error>?
            let error = await #expect(throws: DatabaseError.self) {
                try await db.transaction { db in
                    nested = Task {
                        try await db.transaction { db in
                            try await db.execute("insert into t values (1)")
                            beganContinuation.finish()
                            for await _ in proceed {}
                            try await db.execute("insert into t values (2)")
                        }
                    }
                    for await _ in began {}
                }
            }
            #expect(error?.code == .misuse)
            proceedContinuation.finish()
            let nestedError = await #expect(throws: DatabaseError.self) { try await nested?.value }
            #expect(nestedError?.code == .closed)
            #expect(try await ids(db) == [])
        }
    }

    @Test("closing a transaction's database does nothing")
    func closing() async throws {
        try await withTable { db throws in
            try await db.transaction { db in
                await db.close()
                try await db.execute("insert into t values (1)")
            }
            #expect(try await ids(db) == [1])
        }
    }

    @Test("an observer is told of every statement, in transactions too, with its outcome")
    func observers() async throws {
        try await withTable { db throws in
            let recorder = StatementRecorder()
            let observed = db.observed(by: recorder)
            try await observed.execute("insert into t values (\(1))")
            _ = try? await observed.execute("nonsense")
            try await observed.transaction { _ = try await $0.rows("select id from t") }
            try await db.execute("insert into t values (2)")
            #expect(recorder.statements == ["insert into t values (?)", "nonsense", "select id from t"])
            recorder.reset()
            #expect(recorder.statements == [])
        }
    }
}
