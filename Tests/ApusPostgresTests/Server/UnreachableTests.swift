import ApusPostgres
import ApusSQL
import Testing

@Suite("A database that cannot be reached", .timeLimit(.minutes(3)))
struct UnreachableTests {
    private let select = Statement(sql: "select 1", access: .read)

    @Test("Where nothing listens, and where nobody answers, statements fail with a reason and without the password")
    func refused() async throws {
        let listener = try Listener()
        let free = try Listener().port
        for (url, reason) in [
            ("postgres://u:hunter2@127.0.0.1:\(free)/d", "Connection refused"),
            ("postgres://u:hunter2@host.invalid/d", "host.invalid"),
            ("postgres://u:hunter2@127.0.0.1:\(listener.port)/d?sslmode=disable", "no connection to the database"),
        ] {
            var configuration = try PostgresConfiguration(url: url)
            configuration.connectTimeout = .milliseconds(300)
            try await closing(PostgresDriver(configuration)) { driver in
                for _ in 0..<3 {
                    let error = await databaseError { try await driver.run(select) }
                    #expect(error?.code == .unreachable)
                    #expect(error?.sql == "select 1")
                    #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
                    #expect(error?.description.contains("hunter2") == false)
                    #expect(await databaseError { try await driver.begin(.default) }?.code == .unreachable)
                }
            }
        }
    }

    @Test("A wrong user or database is told")
    func unknownDatabase() async throws {
        try await withTestDatabase { test in
            let url = test.url.replacing("?", with: "_no_such?", maxReplacements: 1)
            try await closing(PostgresDriver(PostgresConfiguration(url: url))) { driver in
                let error = await databaseError { try await driver.run(select) }
                #expect(error?.code == .unreachable)
                #expect(error?.message.contains("_no_such") == true)
            }
        }
    }

    @Test("When the server stops under load every caller gets an answer, and when it is back all goes on")
    func restart() async throws {
        try await ThrowAwayServer.with { server in
            var configuration = try PostgresConfiguration(url: server.url)
            configuration.maximumConnections = 4
            // A loaded machine may take long to start the server; that is not what this test is about.
            configuration.acquireTimeout = .seconds(300)
            try await closing(PostgresDriver(configuration)) { driver in
                let db = Database(driver)
                try await db.execute("create table item (id bigint primary key)")
                let isDown = Flag()
                let isWriting = Flag()
                let load = Task {
                    try await withThrowingTaskGroup(of: Set<Int>.self) { group in
                        for worker in 0..<16 {
                            group.addTask {
                                var written: Set<Int> = []
                                for id in stride(from: worker, to: .max, by: 16) {
                                    if Task.isCancelled { break }
                                    do {
                                        _ = try await driver.run(select)
                                        try await db.transaction { db in
                                            try await db.execute("insert into item values (\(id))")
                                        }
                                        written.insert(id)
                                        isWriting.raise()
                                    } catch let error as DatabaseError {
                                        let expected: [DatabaseError.Code] = [
                                            .unreachable, .connectionLost, .closed, .cancelled,
                                        ]
                                        #expect(expected.contains(error.code), "\(error)")
                                        if error.code == .unreachable { isDown.raise() }
                                    }
                                }
                                return written
                            }
                        }
                        return try await group.reduce(into: Set<Int>()) { $0.formUnion($1) }
                    }
                }
                for _ in 0..<2 {
                    isWriting.lower()
                    await until { isWriting.isRaised }
                    isDown.lower()
                    try server.stop()
                    await until { isDown.isRaised }
                    try server.start()
                }
                isWriting.lower()
                await until { isWriting.isRaised }
                load.cancel()
                let written = try await load.value
                let kept = Set(try await db.all("select id from item", as: Int.self))
                #expect(!written.isEmpty)
                #expect(kept.isSuperset(of: written))
            }
        }
    }
}
