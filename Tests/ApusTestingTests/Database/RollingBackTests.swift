import ApusSQL
import ApusTesting
import Testing

@Suite("Tests that share a database are undone", .timeLimit(.minutes(3)))
struct RollingBackTests {
    @Test("each sees the shared rows and its own, in parallel, and leaves none", arguments: TestDatabase.allCases)
    func isolation(on kind: TestDatabase) async throws {
        try await kind.withDatabase { shared in
            try await shared.execute("create table item (id integer primary key)")
            try await shared.execute("insert into item values (1)")
            try await withThrowingTaskGroup(of: Int.self) { group in
                for id in 2...9 {
                    group.addTask {
                        try await shared.rollingBack { db in
                            try await db.execute("insert into item values (\(id))")
                            try await db.transaction { db in
                                try await db.execute("insert into item values (\(id + 100))")
                            }
                            return try await db.all("select id from item", as: Int.self).count
                        }
                    }
                }
                for try await count in group { #expect(count == 3) }
            }
            #expect(try await shared.all("select id from item", as: Int.self) == [1])
        }
    }

    @Test("what a test throws is thrown, and undone too", arguments: TestDatabase.allCases)
    func failure(on kind: TestDatabase) async throws {
        try await kind.withDatabase { shared in
            try await shared.execute("create table item (id integer primary key)")
            let error = await #expect(throws: DatabaseError.self) {
                try await shared.rollingBack { db in
                    try await db.execute("insert into item values (1)")
                    try await db.execute("insert into item values (1)")
                }
            }
            #expect(error?.code == .uniqueViolation)
            #expect(try await shared.all("select id from item", as: Int.self).isEmpty)
        }
    }
}
