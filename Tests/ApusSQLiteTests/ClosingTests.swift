import ApusSQL
import ApusSQLite
import Foundation
import Testing

@Suite("Closing", .timeLimit(.minutes(1)))
struct ClosingTests {
    /// How many of this process's open files have the path.
    private func openCount(_ path: String) -> Int {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return files.count { file in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + file))?.hasPrefix(path)
                == true
        }
    }

    @Test("after closing, everything fails with `closed`, and closing again does nothing")
    func closed() async throws {
        try await withDatabase { db, path throws in
            try await db.execute("create table t (id integer)")
            #expect(openCount(path) > 0)
            await db.close()
            await db.close()
            #expect(openCount(path) == 0)
            let sql: [SQL] = ["select 1", "insert into t values (1)", "with a as (select 1) select * from a"]
            for sql in sql {
                let error = try await databaseError { try await db.execute(sql) }
                #expect(error.code == .closed)
                #expect(error.sql == sql.statement(in: db.dialect).sql)
            }
            #expect(try await databaseError { try await db.transaction { _ in } }.code == .closed)
            #expect(try await databaseError { try await db.transaction(.snapshot) { _ in } }.code == .closed)
        }
    }

    @Test("what was submitted before closing is done or refused, and nothing is lost")
    func draining() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/test.sqlite"
            let db = Database(try await SQLiteDriver(.file(path)))
            try await db.execute("create table t (id integer primary key)")
            let tasks = (0..<200).map { id in Task { try await db.execute("insert into t values (\(id))") } }
            await db.close()
            var done: [Int] = []
            for (id, task) in tasks.enumerated() {
                switch await task.result {
                case .success: done.append(id)
                case .failure(let error): #expect((error as? DatabaseError)?.code == .closed)
                }
            }
            let again = Database(try await SQLiteDriver(.file(path)))
            #expect(try await again.all("select id from t order by id", as: Int.self) == done)
            await again.close()
        }
    }

    @Test("a transaction that is open may finish")
    func openTransaction() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/test.sqlite"
            let db = Database(try await SQLiteDriver(.file(path)))
            try await db.execute("create table t (id integer primary key)")
            let closing = try await db.transaction { tx in
                let closing = Task { await db.close() }
                while try await !isClosed(db) { await Task.yield() }
                try await tx.execute("insert into t values (1)")
                return closing
            }
            await closing.value
            let again = Database(try await SQLiteDriver(.file(path)))
            #expect(try await again.all("select id from t", as: Int.self) == [1])
            await again.close()
        }
    }

    private func isClosed(_ db: Database) async throws -> Bool {
        do throws(DatabaseError) {
            try await db.execute("select 1")
            return false
        } catch {
            return error.code == .closed
        }
    }

    @Test("a transaction that does not finish in time is rolled back")
    func abandonedTransaction() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/test.sqlite"
            var configuration = SQLiteConfiguration.file(path)
            configuration.acquireTimeout = .milliseconds(20)
            let db = Database(try await SQLiteDriver(configuration))
            try await db.execute("create table t (id integer primary key)")
            let error = try await databaseError {
                try await db.transaction { tx in
                    try await tx.execute("insert into t values (1)")
                    await db.close()
                    #expect(try await databaseError { try await tx.execute("select 1") }.code == .closed)
                }
            }
            #expect(error.code == .closed)
            #expect(openCount(path) == 0)
            let again = Database(try await SQLiteDriver(.file(path)))
            #expect(try await again.all("select id from t", as: Int.self) == [])
            await again.close()
        }
    }

    @Test("a statement that does not finish in time is stopped")
    func endlessStatement() async throws {
        try await withTemporaryFolder { folder in
            var configuration = SQLiteConfiguration.file(folder + "/test.sqlite")
            configuration.acquireTimeout = .milliseconds(20)
            let db = Database(try await SQLiteDriver(configuration))
            let task = Task {
                try await db.rows(
                    "with recursive n (i) as (select 1 union all select i + 1 from n) select * from n where i < 0"
                )
            }
            await Task.yield()
            await db.close()
            let error = try await databaseError { _ = try await task.value }
            #expect(error.code == .cancelled || error.code == .closed)
        }
    }

    @Test("a driver that is dropped closes its file")
    func dropped() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/test.sqlite"
            do {
                let db = Database(try await SQLiteDriver(.file(path)))
                try await db.execute("create table t (id integer)")
            }
            while openCount(path) > 0 { await Task.yield() }
        }
    }
}
