import ApusSQL
import ApusSQLite
import Testing

@Suite("Cancellation", .timeLimit(.minutes(1)))
struct CancellationTests {
    /// Runs for ever.
    private static let endlessQuery: SQL =
        "with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n"
    private static let endlessInsert: SQL =
        "insert into t with recursive n (i) as (select 1 union all select i + 1 from n) select i from n where i < 0"

    @Test("a cancelled query stops, and its connection goes on", arguments: [true, false])
    func query(triesCaller: Bool) async throws {
        try await withDatabase { configuration in
            configuration.readerCount = 1
            configuration.runsShortReadsOnCaller = triesCaller
        } _: { db, _ throws in
            for turn in 0..<20 {
                let task = Task { _ = try await db.rows(Self.endlessQuery) }
                for _ in 0..<turn { await Task.yield() }
                task.cancel()
                let error = try await databaseError { try await task.value }
                #expect(error.code == .cancelled)
                #expect(try await db.first("select \(turn)", as: Int.self) == turn)
            }
        }
    }

    /// Tells that the endless insert runs: it holds the lock then.
    private func waitUntilLocked(_ path: String) async throws {
        var configuration = SQLiteConfiguration.file(path)
        configuration.busyTimeout = .zero
        let other = Database(try await SQLiteDriver(configuration))
        while true {
            do throws(DatabaseError) {
                try await other.execute("insert into t values (0)")
            } catch {
                #expect(error.code == .busy)
                break
            }
        }
        await other.close()
    }

    @Test("a cancelled change stops and has changed nothing")
    func change() async throws {
        try await withDatabase { db, path throws in
            try await db.execute("create table t (id integer) strict")
            let task = Task { try await db.execute(Self.endlessInsert) }
            try await waitUntilLocked(path)
            task.cancel()
            let error = try await databaseError { _ = try await task.value }
            #expect(error.code == .cancelled)
            #expect(error.sql?.hasPrefix("insert into t with recursive") == true)
            try await db.execute("insert into t values (1)")
            #expect(try await db.first("select max(id) from t", as: Int.self) == 1)
        }
    }

    @Test("a statement that waits in line leaves it when it is cancelled")
    func waiting() async throws {
        try await withDatabase { db, _ throws in
            try await db.execute("create table t (id integer) strict")
            try await db.transaction { tx in
                let tasks = (0..<50).map { id in Task { try await db.execute("insert into t values (\(id))") } }
                let transactions = (0..<50).map { _ in Task { try await db.transaction { _ in } } }
                await Task.yield()
                for task in tasks { task.cancel() }
                for task in transactions { task.cancel() }
                for task in tasks { #expect(try await databaseError { _ = try await task.value }.code == .cancelled) }
                for task in transactions {
                    #expect(try await databaseError { _ = try await task.value }.code == .cancelled)
                }
                try await tx.execute("insert into t values (100)")
            }
            #expect(try await db.all("select id from t", as: Int.self) == [100])
        }
    }

    @Test("a statement of a transaction that is stopped takes the transaction with it, truthfully")
    func inTransaction() async throws {
        try await withDatabase { db, path throws in
            try await db.execute("create table t (id integer) strict")
            let task = Task {
                try await db.transaction { tx in
                    try await tx.execute("insert into t values (1)")
                    _ = try? await tx.execute(Self.endlessInsert)
                }
            }
            try await waitUntilLocked(path)
            task.cancel()
            #expect(try await databaseError { try await task.value }.code == .cancelled)
            #expect(try await db.first("select count(*) from t where id > 0", as: Int.self) == 0)
            try await db.execute("insert into t values (1)")
        }
    }

    @Test("a cancelled task rolls back, also a nested transaction, and gives the writer back")
    func rollback() async throws {
        try await withDatabase { db, _ throws in
            try await db.execute("create table t (id integer) strict")
            let task = Task {
                try await db.transaction { tx in
                    try await tx.execute("insert into t values (1)")
                    try? await tx.transaction { nested in
                        try await nested.execute("insert into t values (2)")
                        withUnsafeCurrentTask { $0?.cancel() }
                        throw CancellationError()
                    }
                }
            }
            try await task.value
            #expect(try await db.all("select id from t", as: Int.self) == [1])
        }
    }

    @Test("waiting for another process's lock ends when the task is cancelled")
    func busy() async throws {
        try await withDatabase { db, path throws in
            var configuration = SQLiteConfiguration.file(path)
            configuration.busyTimeout = .seconds(3600)
            let other = Database(try await SQLiteDriver(configuration))
            try await db.execute("create table t (id integer) strict")
            try await db.transaction { _ throws in
                let statement = Task { try await other.execute("insert into t values (1)") }
                let transaction = Task { try await other.transaction { _ in } }
                await Task.yield()
                statement.cancel()
                transaction.cancel()
                #expect(try await databaseError { _ = try await statement.value }.code == .cancelled)
                #expect(try await databaseError { try await transaction.value }.code == .cancelled)
            }
            await other.close()
        }
    }
}
