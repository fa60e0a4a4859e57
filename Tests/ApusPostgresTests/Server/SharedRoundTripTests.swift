import ApusPostgres
import ApusSQL
import Testing

/// Statements that share a round trip. They do when they wait for the same connection, and have shown to be quick.
@Suite("Shared round trips", .timeLimit(.minutes(2)))
struct SharedRoundTripTests {
    /// When the statement's implicit transaction began, and a value that may fail.
    private func division(by divisor: Int64) -> Statement {
        Statement(sql: "select now()::text, 100 / $1::bigint", bindings: [.integer(divisor)], access: .read)
    }

    private func sleep(_ seconds: Double) -> Statement {
        Statement(sql: "select now()::text, pg_sleep($1)::text", bindings: [.double(seconds)], access: .read)
    }

    /// Runs statements so that they wait for a driver's only connection together; `body` gets their tasks.
    private func together<Value>(
        _ driver: PostgresDriver,
        _ statements: [Statement],
        _ body: ([Task<Rows, any Error>]) async throws -> Value
    ) async throws -> Value {
        for statement in [division(by: 1), sleep(0)] { _ = try await driver.run(statement) }
        let transaction = try await driver.begin(.default)
        var tasks: [Task<Rows, any Error>] = []
        for statement in statements {
            tasks.append(Task { try await driver.run(statement) })
            await until { await driver.statistics.waitingStatements == tasks.count }
        }
        await transaction.rollback()
        return try await body(tasks)
    }

    @Test("Reads of several callers share a round trip, writes do not")
    func sharing() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            var write = division(by: 7)
            write.access = .write
            let statements = [division(by: 1), division(by: 2), write, division(by: 3)]
            let rows = try await together(test.driver, statements) { tasks in
                var rows: [Row] = []
                for task in tasks { rows.append(try await task.value[0]) }
                return rows
            }
            #expect(try rows.map { try $0.decode(Int.self, at: 1) } == [100, 50, 14, 33])
            let starts = try rows.map { try $0.decode(String.self, at: 0) }
            #expect(starts[0] == starts[1])
            #expect(starts[0] == starts[3])
            #expect(starts[0] != starts[2])
        }
    }

    @Test("A statement that fails spoils nobody else's")
    func failingNeighbours() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let divisors: [Int64] = [1, 0, 2, 4, 0, 5]
            try await together(test.driver, divisors.map(division)) { tasks in
                for (divisor, task) in zip(divisors, tasks) {
                    if divisor == 0 {
                        #expect(await databaseError { try await task.value }?.state == "22012")
                    } else {
                        let rows = try await task.value
                        #expect(try rows[0].decode(Int64.self, at: 1) == 100 / divisor)
                    }
                }
            }
        }
    }

    @Test("A caller that is cancelled takes nobody along")
    func cancelledNeighbour() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            try await together(test.driver, [division(by: 4), sleep(600), division(by: 5)]) { tasks in
                await until { await isSleeping(test) }
                tasks[1].cancel()
                #expect(await databaseError { try await tasks[1].value }?.code == .cancelled)
                let first = try await tasks[0].value
                #expect(try first[0].decode(Int.self, at: 1) == 25)
                #expect(try await tasks[2].value[0].decode(Int.self, at: 1) == 20)
            }
        }
    }

    @Test("A caller whose statement times out takes nobody along")
    func timedOutNeighbour() async throws {
        try await withTestDatabase({
            $0.maximumConnections = 1; $0.statementTimeout = .milliseconds(300)
        }) { test in
            try await together(test.driver, [division(by: 4), sleep(600), division(by: 5)]) { tasks in
                #expect(await databaseError { try await tasks[1].value }?.code == .statementTimeout)
                let first = try await tasks[0].value
                #expect(try first[0].decode(Int.self, at: 1) == 25)
                #expect(try await tasks[2].value[0].decode(Int.self, at: 1) == 20)
            }
        }
    }

    @Test("A connection that breaks takes nobody along who only reads")
    func brokenConnection() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            try await together(test.driver, [division(by: 4), sleep(1), division(by: 5)]) { tasks in
                await until { await isSleeping(test) }
                try await test.terminateConnections()
                let first = try await tasks[0].value
                #expect(try first[0].decode(Int.self, at: 1) == 25)
                _ = try await tasks[1].value
                #expect(try await tasks[2].value[0].decode(Int.self, at: 1) == 20)
            }
        }
    }

    private func isSleeping(_ test: TestDatabase) async -> Bool {
        (try? await test.activeCount(like: "%pg_sleep($1)%")) == 1
    }
}
