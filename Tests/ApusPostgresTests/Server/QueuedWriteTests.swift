import ApusPostgres
import ApusSQL
import Testing

/// Changes of several callers that are sent to one connection in one go, each with a sync point of its own. They are when
/// they wait for the same connection, have shown to be quick, and no transaction is open.
@Suite("Writes behind each other", .timeLimit(.minutes(2)))
struct QueuedWriteTests {
    private func increment(_ id: Int64, by step: Int64 = 1) -> Statement {
        Statement(
            sql: "update counter set value = value + $1 where id = $2 returning value",
            bindings: [.integer(step), .integer(id)],
            access: .write
        )
    }

    /// Runs statements so that they wait for a driver's only connection together; `body` gets their tasks.
    private func together(
        _ test: TestDatabase,
        _ statements: [Statement],
        _ body: ([Task<Int, any Error>]) async throws -> Void
    ) async throws {
        try await test.database.execute(
            "create table counter (id bigint primary key, value bigint not null check (value < 100))"
        )
        try await test.database.execute("insert into counter select n, 0 from generate_series(1, 9) n")
        _ = try await test.driver.run(increment(9))
        try await body(try await queue(statements, test))
    }

    /// Starts statements while the driver's only connection is taken, so that they are sent together when it is free.
    private func queue(_ statements: [Statement], _ test: TestDatabase) async throws -> [Task<Int, any Error>] {
        let transaction = try await test.driver.begin(.default)
        var tasks: [Task<Int, any Error>] = []
        for statement in statements {
            tasks.append(Task { try await test.driver.run(statement)[0].decode(at: 0) })
            await until { await test.driver.statistics.waitingStatements == tasks.count }
        }
        await transaction.rollback()
        return tasks
    }

    /// Queues changes of the counters 1, 2 and 3 while another connection holds a lock on the second.
    private func queueBehindLock(
        _ test: TestDatabase,
        heldBy other: PostgresDriver
    ) async throws -> (holder: any DatabaseTransaction, waiting: [Task<Int, any Error>]) {
        let holder = try await other.begin(.default)
        _ = try await holder.run(increment(2))
        return (holder, try await queue([increment(1), increment(2), increment(3)], test))
    }

    private func values(_ test: TestDatabase) async throws -> [Int] {
        try await test.database.all("select value from counter where id < 9 order by id", as: Int.self)
    }

    @Test("An error is its own caller's, and every other change is made once")
    func failingNeighbours() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let statements = [increment(1), increment(2, by: 100), increment(3), increment(2, by: .max), increment(4)]
            try await together(test, statements) { tasks in
                let first = try await tasks[0].value
                #expect(first == 1)
                let violation = await databaseError { try await tasks[1].value }
                #expect(violation?.code == .checkViolation)
                #expect(violation?.constraint == "counter_value_check")
                #expect(try await tasks[2].value == 1)
                #expect(await databaseError { try await tasks[3].value }?.code == .checkViolation)
                #expect(try await tasks[4].value == 1)
                #expect(try await values(test) == [1, 0, 1, 1, 0, 0, 0, 0])
            }
        }
    }

    @Test("A change that waits for a lock does not hold up those behind it")
    func lockedNeighbour() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            try await together(test, [increment(1), increment(2), increment(3), increment(4)]) { tasks in
                for task in tasks { #expect(try await task.value == 1) }
                try await test.withDriver { other in
                    let (holder, waiting) = try await queueBehindLock(test, heldBy: other)
                    #expect(try await waiting[0].value == 2)
                    #expect(try await waiting[2].value == 2)
                    try await holder.commit()
                    #expect(try await waiting[1].value == 3)
                }
                #expect(try await values(test) == [2, 3, 2, 1, 0, 0, 0, 0])
            }
        }
    }

    @Test("A caller that is cancelled takes nobody along")
    func cancelledNeighbour() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            try await test.withDriver { other in
                try await together(test, []) { _ in
                    let (holder, waiting) = try await queueBehindLock(test, heldBy: other)
                    await until { (try? await test.activeCount(like: "update counter%")) == 1 }
                    waiting[1].cancel()
                    #expect(await databaseError { try await waiting[1].value }?.code == .cancelled)
                    #expect(try await waiting[0].value == 1)
                    #expect(try await waiting[2].value == 1)
                    await holder.rollback()
                    #expect(try await values(test) == [1, 0, 1, 0, 0, 0, 0, 0])
                }
            }
        }
    }

    @Test("A connection that breaks leaves no change made twice")
    func brokenConnection() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            try await test.withDriver { other in
                try await together(test, []) { _ in
                    let (holder, waiting) = try await queueBehindLock(test, heldBy: other)
                    await until { (try? await test.activeCount(like: "update counter%")) == 1 }
                    _ = try await other.run(
                        Statement(
                            sql: """
                                select pg_terminate_backend(pid) from pg_stat_activity
                                where application_name = $1 and query like 'update counter%' and wait_event_type = 'Lock'
                                """,
                            bindings: [.text(test.name)],
                            access: .write
                        )
                    )
                    // The first was committed before; of the others nobody can know, unless they were run again elsewhere.
                    var made = [0, 0, 0]
                    var unknown = [0, 0, 0]
                    for (index, task) in waiting.enumerated() {
                        if index == 1 { await holder.rollback() }
                        do {
                            _ = try await task.value
                            made[index] = 1
                        } catch let error as DatabaseError {
                            #expect(error.code == .connectionLost)
                            unknown[index] = 1
                        }
                    }
                    for (index, value) in try await values(test).prefix(3).enumerated() {
                        #expect(value >= made[index] && value <= made[index] + unknown[index])
                    }
                }
            }
        }
    }
}
