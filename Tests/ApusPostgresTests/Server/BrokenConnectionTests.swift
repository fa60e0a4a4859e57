import ApusPostgres
import ApusSQL
import SeededRandom
import Testing

@Suite("Broken connections", .timeLimit(.minutes(3)))
struct BrokenConnectionTests {
    @Test("An idle connection that was closed by the server is replaced unnoticed")
    func idle() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let db = test.database
            try await db.execute("create table item (id bigint)")
            for _ in 0..<5 {
                try await test.terminateConnections()
                await until { await test.driver.statistics.openConnections == 0 }
                try await db.execute("insert into item values (1)")
            }
            #expect(try await db.first("select count(*) from item", as: Int.self) == 5)
        }
    }

    @Test("A read in flight is run again, once; of a write in flight nobody knows")
    func inFlight() async throws {
        try await withTestDatabase { test in
            let sleep = "select pg_sleep(600)"
            for access in [Statement.Access.read, .write] {
                let task = Task { try await test.driver.run(Statement(sql: sleep, access: access)) }
                for _ in 0..<(access == .read ? 2 : 1) {
                    await until { (try? await test.activeCount(like: sleep)) == 1 }
                    try await test.terminateConnections()
                }
                #expect(await databaseError { try await task.value }?.code == .connectionLost)
            }
        }
    }

    @Test("A transaction ends with its connection")
    func transaction() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create table item (id bigint)")
            let statement = Statement(sql: "insert into item values (1)", access: .write)
            let transaction = try await test.driver.begin(.default)
            _ = try await transaction.run(statement)
            try await test.terminateConnections()
            await until { await test.driver.statistics.openConnections == 0 }
            #expect(await databaseError { try await transaction.run(statement) }?.code == .closed)
            #expect(await databaseError { try await transaction.commit() }?.code == .closed)

            let interrupted = try await test.driver.begin(.default)
            let task = Task { try await interrupted.run(Statement(sql: "select pg_sleep(600)", access: .read)) }
            await until { (try? await test.activeCount(like: "select pg_sleep(600)")) == 1 }
            try await test.terminateConnections()
            #expect(await databaseError { try await task.value }?.code == .connectionLost)
            await interrupted.rollback()
            #expect(try await db.first("select count(*) from item", as: Int.self) == 0)
        }
    }

    @Test("However connections are killed during money transfers, no money is lost and nobody is lied to")
    func transfers() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create table account (id bigint primary key, balance bigint not null)")
            try await db.execute("insert into account select n, 1000 from generate_series(0, 9) n")
            try await db.execute("create table transfer (id bigint primary key)")
            let transferCount = 600

            let outcomes = try await withThrowingTaskGroup(of: [Int: Outcome].self) { group in
                for worker in 0..<12 {
                    group.addTask {
                        var random = SeededGenerator(seed: UInt64(worker))
                        var outcomes: [Int: Outcome] = [:]
                        for id in stride(from: worker, to: transferCount, by: 12) {
                            outcomes[id] = await transfer(id, in: db, random: &random)
                        }
                        return outcomes
                    }
                }
                let killer = Task {
                    while !Task.isCancelled {
                        try await test.withDriver({ $0.maximumConnections = 1 }) { driver in
                            let sql = """
                                select pg_terminate_backend(pid) from pg_stat_activity
                                where application_name = $1 and pid <> pg_backend_pid() order by random() limit 1
                                """
                            for _ in 0..<10 where !Task.isCancelled {
                                _ = try? await driver.run(
                                    Statement(sql: sql, bindings: [.text(test.name)], access: .write)
                                )
                                _ = try? await driver.run(Statement(sql: "select pg_sleep(0.003)", access: .read))
                            }
                        }
                    }
                }
                let outcomes = try await group.reduce(into: [Int: Outcome]()) { $0.merge($1) { $1 } }
                killer.cancel()
                _ = await killer.result
                return outcomes
            }

            await until {
                // A kill that was on its way may hit one more connection.
                (try? await db.first("select sum(balance)::bigint from account", as: Int.self)) != nil
            }
            let sum = try await db.first("select sum(balance)::bigint from account", as: Int.self)
            #expect(sum == 10_000)
            let made = Set(try await db.all("select id from transfer", as: Int.self))
            #expect(outcomes.count == transferCount)
            for (id, outcome) in outcomes {
                switch outcome {
                case .made: #expect(made.contains(id))
                case .notMade: #expect(!made.contains(id))
                case .unknown: break
                }
            }
            #expect(outcomes.values.contains(.made))
            #expect(await test.driver.statistics.waitingTransactions == 0)
        }
    }

    private enum Outcome: Sendable {
        case made
        case notMade
        case unknown
    }

    /// Moves money between two accounts, and tells what the driver said about it.
    private func transfer(_ id: Int, in db: Database, random: inout SeededGenerator) async -> Outcome {
        let from = Int.random(in: 0..<10, using: &random)
        let to = (from + Int.random(in: 1..<10, using: &random)) % 10
        let amount = Int.random(in: 1...50, using: &random)
        var isCommitting = false
        do {
            try await db.transaction { db in
                isCommitting = false
                try await db.execute("insert into transfer values (\(id))")
                // In one order, so that transfers do not block each other for good.
                _ = try await db.rows("select * from account where id in (\(from), \(to)) order by id for update")
                try await db.execute("update account set balance = balance - \(amount) where id = \(from)")
                try await db.execute("update account set balance = balance + \(amount) where id = \(to)")
                isCommitting = true
            }
            return .made
        } catch let error as DatabaseError where error.code == .connectionLost && isCommitting {
            return .unknown
        } catch {
            return .notMade
        }
    }
}
