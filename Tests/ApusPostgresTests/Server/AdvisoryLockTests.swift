import ApusPostgres
import ApusSQL
import Foundation
import Testing

@Suite("Advisory locks", .timeLimit(.minutes(2)))
struct AdvisoryLockTests {
    @Test("A lock is one transaction's, until it ends")
    func exclusion() async throws {
        try await withTestDatabase { test in
            let db = test.database
            let lock = AdvisoryLock.named(test.name)
            try await db.transaction { holder in
                try await holder.lock(lock)
                #expect(try await holder.tryLock(lock))
                let other = try await db.transaction { db in try await db.tryLock(lock) }
                #expect(!other)
                let late = await databaseError {
                    try await db.transaction(TransactionOptions(lockTimeout: .milliseconds(50))) { db in
                        try await db.lock(lock)
                    }
                }
                #expect(late?.code == .busy)
            }
            #expect(try await db.transaction { db in try await db.tryLock(lock) })
            #expect(await databaseError { try await db.lock(lock) }?.code == .misuse)
        }
    }

    @Test("A name's number is the same everywhere")
    func names() {
        #expect(AdvisoryLock.named("").key == Int64(bitPattern: 0xCBF2_9CE4_8422_2325))
        #expect(AdvisoryLock.named("a").key == Int64(bitPattern: 0xAF63_DC4C_8601_EC8C))
    }
}
