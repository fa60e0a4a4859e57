import ApusPostgres
import ApusSQL
import Synchronization
import Testing

@Suite("Transactions that are run again", .timeLimit(.minutes(2)))
struct RetryTests {
    @Test("Serializable transactions that collide are run again until the sum is right")
    func serializationFailures() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create table counter (value bigint not null)")
            try await db.execute("insert into counter values (0)")
            var options = TransactionOptions.serializable
            options.maximumAttempts = 1000
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask { [options] in
                        for _ in 0..<5 {
                            try await db.transaction(options) { db in
                                let value = try await db.first("select value from counter", as: Int.self) ?? 0
                                try await db.execute("update counter set value = \(value + 1)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await db.first("select value from counter", as: Int.self) == 30)
        }
    }

    @Test("A body is not run more often than allowed, nor after another error")
    func limits() async throws {
        try await withTestDatabase { test in
            let runs = Mutex(0)
            let error = await databaseError {
                try await test.database.transaction(.serializable) { _ in
                    runs.withLock { $0 += 1 }
                    throw DatabaseError(.serializationFailure, message: "collided")
                }
            }
            #expect(error?.code == .serializationFailure)
            #expect(runs.withLock { $0 } == 5)
            let other = await databaseError {
                try await test.database.transaction(.serializable) { db in
                    runs.withLock { $0 += 1 }
                    try await db.execute("select 1 / 0")
                }
            }
            #expect(other?.state == "22012")
            #expect(runs.withLock { $0 } == 6)
        }
    }

    @Test("A transaction's timeouts are its statements' own, and end with it")
    func timeouts() async throws {
        try await withTestDatabase({ $0.maximumConnections = 2 }) { test in
            let db = test.database
            let late = await databaseError {
                try await db.transaction(TransactionOptions(statementTimeout: .milliseconds(100))) { db in
                    try await db.execute("select pg_sleep(600)")
                }
            }
            #expect(late?.code == .statementTimeout)
            try await db.execute("create table item (id bigint primary key)")
            try await db.execute("insert into item values (1)")
            try await db.transaction { holder in
                try await holder.execute("update item set id = 2")
                let locked = await databaseError {
                    try await db.transaction(TransactionOptions(lockTimeout: .milliseconds(100))) { db in
                        try await db.execute("update item set id = 3")
                    }
                }
                #expect(locked?.code == .busy)
            }
            #expect(try await db.first("show lock_timeout", as: String.self) == "0")
        }
    }
}
