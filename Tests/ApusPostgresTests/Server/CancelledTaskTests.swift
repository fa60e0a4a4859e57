import ApusPostgres
import ApusSQL
import Testing

@Suite("Cancelled tasks", .timeLimit(.minutes(2)))
struct CancelledTaskTests {
    @Test(
        "The statement ends on the server, and the connection serves the next",
        arguments: [Statement.Access.read, .write]
    )
    func statement(access: Statement.Access) async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let pid = try await test.database.first("select pg_backend_pid()", as: Int.self)
            let task = Task { try await test.driver.run(Statement(sql: "select pg_sleep(600)", access: access)) }
            await until { (try? await test.activeCount(like: "select pg_sleep(600)")) == 1 }
            task.cancel()
            let error = await databaseError { try await task.value }
            #expect(error?.code == .cancelled)
            #expect(error?.sql == "select pg_sleep(600)")
            await until { (try? await test.activeCount(like: "select pg_sleep(600)")) == 0 }
            #expect(try await test.database.first("select pg_backend_pid()", as: Int.self) == pid)
        }
    }

    @Test("A cancelled write has had no effect")
    func write() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create table item (id bigint)")
            let sql: SQL = "insert into item select 1 from (select pg_sleep(600)) s"
            let task = Task { try await db.execute(sql) }
            await until { (try? await test.activeCount(like: "insert into item%")) == 1 }
            task.cancel()
            #expect(await databaseError { try await task.value }?.code == .cancelled)
            #expect(try await db.first("select count(*) from item", as: Int.self) == 0)
        }
    }

    @Test("Every caller hears the truth, whenever its task is cancelled")
    func races() async throws {
        try await withTestDatabase({ $0.maximumConnections = 3 }) { test in
            let db = test.database
            try await db.execute("create table item (id bigint primary key)")
            let written = try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
                for id in 0..<300 {
                    group.addTask {
                        let task = Task { try await db.execute("insert into item select \(id) from pg_sleep(0.001)") }
                        // Some are cancelled while they wait, some while they run, some when they are done.
                        for _ in 0..<(id % 60) { _ = await test.driver.statistics }
                        task.cancel()
                        do {
                            return (id, try await task.value == 1)
                        } catch let error as DatabaseError where error.code == .cancelled {
                            return (id, false)
                        }
                    }
                }
                return try await group.reduce(into: Set<Int>()) { if $1.1 { $0.insert($1.0) } }
            }
            #expect(Set(try await db.all("select id from item", as: Int.self)) == written)
        }
    }

    @Test("A statement that waits in its transaction leaves it; one that runs aborts it")
    func inTransaction() async throws {
        try await withTestDatabase { test in
            let db = test.database
            let commit = await databaseError {
                try await db.transaction { db in
                    let running = Task { try await db.rows("select pg_sleep(600)") }
                    await until { (try? await test.activeCount(like: "select pg_sleep(600)")) == 1 }
                    let waiting = Task { try await db.rows("select 1") }
                    waiting.cancel()
                    #expect(await databaseError { try await waiting.value }?.code == .cancelled)
                    running.cancel()
                    #expect(await databaseError { try await running.value }?.code == .cancelled)
                    #expect(await databaseError { try await db.rows("select 1") }?.state == "25P02")
                }
            }
            #expect(commit?.code == .cancelled)
        }
    }

    @Test("A transaction can be rolled back while one of its statements runs")
    func rollbackOverRunning() async throws {
        try await withTestDatabase { test in
            let transaction = try await test.driver.begin(.default)
            let running = Task { try await transaction.run(Statement(sql: "select pg_sleep(600)", access: .write)) }
            await until { (try? await test.activeCount(like: "select pg_sleep(600)")) == 1 }
            await transaction.rollback()
            #expect(await databaseError { try await running.value }?.code == .cancelled)
            #expect(await test.driver.statistics.openConnections == 1)
        }
    }
}
