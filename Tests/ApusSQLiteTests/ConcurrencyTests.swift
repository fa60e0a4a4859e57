import ApusSQL
import ApusSQLite
import Testing

@Suite("Concurrency", .timeLimit(.minutes(2)))
struct ConcurrencyTests {
    @Test("64 writers at once lose nothing", arguments: [true, false])
    func writers(inFile: Bool) async throws {
        let body: (Database) async throws -> Void = { db in
            try await db.execute("create table t (id integer primary key, writer integer not null) strict")
            try await withThrowingTaskGroup { group in
                for writer in 0..<64 {
                    group.addTask {
                        for _ in 0..<20 { try await db.execute("insert into t (writer) values (\(writer))") }
                    }
                }
                try await group.waitForAll()
            }
            let counts = try await db.all("select count(*) from t group by writer", as: Int.self)
            #expect(counts == [Int](repeating: 20, count: 64))
        }
        if inFile { try await withDatabase { db, _ throws in try await body(db) } } else { try await withMemory(body) }
    }

    @Test("a writer reads its own write, wherever the read runs")
    func readYourWrites() async throws {
        try await withDatabase { db, _ throws in
            try await db.execute("create table t (id integer primary key, value integer not null) strict")
            try await withThrowingTaskGroup { group in
                for id in 0..<16 {
                    group.addTask {
                        try await db.execute("insert into t values (\(id), 0)")
                        for value in 1...30 {
                            try await db.execute("update t set value = \(value) where id = \(id)")
                            let read = try await db.first("select value from t where id = \(id)", as: Int.self)
                            #expect(read == value)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("statements that share a commit fail and succeed each on its own")
    func failingNeighbours() async throws {
        try await withDatabase { db, _ throws in
            try await db.execute("create table t (id integer primary key on conflict abort, task integer) strict")
            let winners = try await withThrowingTaskGroup { group in
                for task in 0..<32 {
                    group.addTask {
                        var won: [Int] = []
                        for id in 0..<40 {
                            do throws(DatabaseError) {
                                if (id + task).isMultiple(of: 7) {
                                    try await db.execute("insert or rollback into t values (\(id), \(task))")
                                } else {
                                    try await db.execute("insert into t values (\(id), \(task))")
                                }
                                won.append(id)
                            } catch {
                                #expect(error.code == .uniqueViolation)
                            }
                        }
                        return (task, won)
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            for task in 0..<32 {
                let ids = try await db.all("select id from t where task = \(task) order by id", as: Int.self)
                #expect(winners[task] == ids)
            }
            #expect(try await db.first("select count(*) from t", as: Int.self) == 40)
        }
    }

    @Test("money moves or does not, also when transfers are cancelled, and everyone is told the truth")
    func transfers() async throws {
        try await withDatabase { db, _ throws in
            try await db.execute("create table account (id integer primary key, balance integer not null) strict")
            try await db.execute("create table transfer (id integer primary key) strict")
            try await db.transaction { db in
                for id in 0..<10 { try await db.execute("insert into account values (\(id), 1000)") }
            }
            @Sendable func transfer(_ id: Int) async throws {
                let (source, target, amount) = (id % 10, (id / 10 + id + 1) % 10, id % 50)
                try await db.transaction { db in
                    let balance = try await db.first("select balance from account where id = \(source)", as: Int.self)
                    guard let balance, balance >= amount else { throw CancellationError() }
                    try await db.execute("update account set balance = balance - \(amount) where id = \(source)")
                    try await db.execute("update account set balance = balance + \(amount) where id = \(target)")
                    try await db.execute("insert into transfer values (\(id))")
                }
            }
            let transfers = (0..<600).map { id in (id, Task { try await transfer(id) }) }
            var succeeded: [Int] = []
            for (id, task) in transfers {
                if Int.random(in: 0..<4) == 0 { task.cancel() }
                if case .success = await task.result { succeeded.append(id) }
                if id.isMultiple(of: 50) {
                    #expect(try await db.first("select sum(balance) from account", as: Int.self) == 10_000)
                }
            }
            #expect(try await db.first("select sum(balance) from account", as: Int.self) == 10_000)
            #expect(try await db.all("select id from transfer order by id", as: Int.self) == succeeded)
        }
    }

    @Test("two drivers on one file take turns")
    func twoDrivers() async throws {
        try await withDatabase { first, path in
            let second = Database(try await SQLiteDriver(.file(path)))
            try await first.execute("create table t (id integer primary key) strict")
            try await withThrowingTaskGroup { group in
                for db in [first, second] {
                    for _ in 0..<8 {
                        group.addTask {
                            for _ in 0..<10 { try await db.execute("insert into t default values") }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await second.first("select count(*) from t", as: Int.self) == 160)
            await second.close()
        }
    }

    @Test("a lock of another process is waited for until the deadline")
    func busy() async throws {
        try await withDatabase { first, path in
            try await first.execute("create table t (id integer primary key) strict")
            var configuration = SQLiteConfiguration.file(path)
            configuration.busyTimeout = .milliseconds(20)
            let second = Database(try await SQLiteDriver(configuration))
            try await first.transaction { _ in
                let statement = try await databaseError { try await second.execute("insert into t values (1)") }
                #expect(statement.code == .busy)
                #expect(statement.sql == "insert into t values (1)")
                #expect(try await databaseError { try await second.transaction { _ in } }.code == .busy)
                #expect(try await second.first("select count(*) from t", as: Int.self) == 0)
            }
            try await second.execute("insert into t values (1)")
            await second.close()
        }
    }
}
