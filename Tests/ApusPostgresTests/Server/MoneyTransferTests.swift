import ApusPostgres
import ApusSQL
import Foundation
import SeededRandom
import Synchronization
import Testing

/// Accounts between which money is moved while connections are broken, tasks are cancelled and the server crashes. The sum
/// must not change, and what each transfer's caller was told must be true.
///
/// `APUS_TRANSFERS` is how many transfers there are: a thousand, or more for those who have the time.
@Suite("Money transfers amid failures", .timeLimit(.minutes(15)))
struct MoneyTransferTests {
    private static let accounts = 8
    private static let workers = 8

    private enum Answer: Hashable {
        case made
        case notMade
        case unknown
    }

    /// What the workers share: the number of the next transfer, and what was said of those before.
    private final class Record: Sendable {
        let next = Atomic<Int>(0)
        let answers = Mutex<[Int: Answer]>([:])
    }

    private var transferCount: Int {
        ProcessInfo.processInfo.environment["APUS_TRANSFERS"].flatMap { Int($0) } ?? 1000
    }

    @Test("No money is lost or made, and every answer is true")
    func transfers() async throws {
        try await ThrowAwayServer.with { server in
            var configuration = try PostgresConfiguration(url: server.url)
            configuration.maximumConnections = 4
            configuration.acquireTimeout = .seconds(60)
            try await closing(PostgresDriver(configuration)) { driver in
                let db = Database(driver)
                try await prepare(db)
                let record = Record()
                let isDone = Flag()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await causeTrouble(server, until: isDone) }
                    try await withThrowingTaskGroup(of: Void.self) { workers in
                        for seed in 0..<Self.workers {
                            workers.addTask {
                                var random = SeededGenerator(seed: UInt64(seed))
                                while true {
                                    let number = record.next.wrappingAdd(1, ordering: .relaxed).oldValue
                                    guard number < transferCount else { return }
                                    let answer = await transfer(number, db, &random)
                                    record.answers.withLock { $0[number] = answer }
                                }
                            }
                        }
                        try await workers.waitForAll()
                    }
                    isDone.raise()
                    try await group.waitForAll()
                }
                try await check(record.answers.withLock { $0 }, db)
                try await checkRecovery(db)
            }
        }
    }

    private func prepare(_ db: Database) async throws {
        try await db.execute(
            "create table account (id bigint primary key, balance bigint not null check (balance >= 0))"
        )
        try await db.execute("insert into account select n, 1000 from generate_series(1, \(Self.accounts)::bigint) n")
        try await db.execute("create table transfer (id bigint primary key)")
    }

    /// Moves money between two accounts; returns what the database said of it.
    private func transfer(
        _ number: Int,
        _ db: Database,
        _ random: inout SeededGenerator,
        mayBeCancelled: Bool = true
    ) async -> Answer {
        let from = Int.random(in: 1...Self.accounts, using: &random)
        let to = Int.random(in: 1...Self.accounts, using: &random)
        let amount = Int.random(in: 1...50, using: &random)
        let task = Task {
            try await db.transaction(TransactionOptions(maximumAttempts: 10)) { db in
                try await db.execute("insert into transfer values (\(number))")
                try await db.execute("update account set balance = balance - \(amount) where id = \(from)")
                try await db.execute("update account set balance = balance + \(amount) where id = \(to)")
            }
        }
        if mayBeCancelled, Int.random(in: 0..<8, using: &random) == 0 {
            for _ in 0..<Int.random(in: 0..<200, using: &random) { await Task.yield() }
            task.cancel()
        }
        do {
            try await task.value
            return .made
        } catch let error as DatabaseError {
            return error.code == .connectionLost ? .unknown : .notMade
        } catch {
            return .notMade
        }
    }

    /// Breaks connections, and now and then the whole server.
    private func causeTrouble(_ server: ThrowAwayServer, until isDone: Flag) async throws {
        var random = SeededGenerator(seed: 99)
        var round = 0
        while !isDone.isRaised {
            round += 1
            if round % 20 == 0 {
                try server.crash()
                continue
            }
            var configuration = try PostgresConfiguration(url: server.url + "?application_name=trouble")
            configuration.maximumConnections = 1
            try await closing(PostgresDriver(configuration)) { driver in
                let sql = """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where application_name <> 'trouble' and backend_type = 'client backend' order by random() limit 1
                    """
                _ = try? await driver.run(Statement(sql: sql, access: .write))
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 1...30, using: &random)))
        }
    }

    private func check(_ answers: [Int: Answer], _ db: Database) async throws {
        #expect(answers.count == transferCount)
        await until { (try? await db.first("select 1", as: Int.self)) == 1 }
        #expect(try await db.first("select sum(balance)::bigint from account", as: Int.self) == Self.accounts * 1000)
        let made = Set(try await db.all("select id from transfer", as: Int.self))
        for (number, answer) in answers {
            switch answer {
            case .made: #expect(made.contains(number))
            case .notMade: #expect(!made.contains(number))
            case .unknown: break
            }
        }
        #expect(answers.values.contains(.made))
    }

    /// After the trouble the pool has good connections again. Its last one may still be found broken by who gets it first,
    /// and an account may be empty, so every worker has a few tries.
    private func checkRecovery(_ db: Database) async throws {
        let record = Record()
        let made = await withTaskGroup(of: Int.self) { workers in
            for seed in 0..<Self.workers {
                workers.addTask {
                    var random = SeededGenerator(seed: UInt64(seed))
                    var made = 0
                    for _ in 0..<20 where made < 5 {
                        let number = transferCount + record.next.wrappingAdd(1, ordering: .relaxed).oldValue
                        if await transfer(number, db, &random, mayBeCancelled: false) == .made { made += 1 }
                    }
                    return made
                }
            }
            return await workers.reduce(0, +)
        }
        #expect(made == Self.workers * 5)
        #expect(try await db.first("select sum(balance)::bigint from account", as: Int.self) == Self.accounts * 1000)
    }
}
