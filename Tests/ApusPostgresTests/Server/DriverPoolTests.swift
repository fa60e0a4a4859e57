import ApusPostgres
import ApusSQL
import Testing

@Suite("Connections of a driver", .timeLimit(.minutes(2)))
struct DriverPoolTests {
    @Test("Who gets no connection in time fails, and nothing is lost by it")
    func acquireTimeout() async throws {
        try await withTestDatabase({
            $0.maximumConnections = 1; $0.acquireTimeout = .seconds(2)
        }) { test in
            let db = test.database
            var options = TransactionOptions.default
            options.origin = CallSite(file: "Shop/Orders.swift", line: 42)
            let transaction = try await test.driver.begin(options)
            async let statement = databaseError { try await db.rows("select 1") }
            async let begin = databaseError { try await test.driver.begin(.default) }
            let error = await statement
            #expect(error?.code == .poolTimeout)
            #expect(error?.sql == "select 1")
            let expected = """
                no connection came free within 2.0 seconds; \
                the connections are held by a transaction at Shop/Orders.swift:42 for \

                """
            #expect(error?.message.hasPrefix(expected) == true)
            #expect(await begin?.code == .poolTimeout)
            await transaction.rollback()
            #expect(try await db.first("select 1", as: Int.self) == 1)
            #expect(await test.driver.statistics == PostgresStatistics(openConnections: 1, idleConnections: 1))
        }
    }

    @Test("A cancelled task leaves the queue at once")
    func cancelledWaiter() async throws {
        try await withTestDatabase({ $0.maximumConnections = 1 }) { test in
            let transaction = try await test.driver.begin(.default)
            let statement = Task { try await test.database.rows("select 1") }
            let begin = Task { try await test.driver.begin(.default) }
            await until { await test.driver.statistics.waitingStatements == 1 }
            await until { await test.driver.statistics.waitingTransactions == 1 }
            statement.cancel()
            begin.cancel()
            #expect(await databaseError { try await statement.value }?.code == .cancelled)
            #expect(await databaseError { try await begin.value }?.code == .cancelled)
            let statistics = await test.driver.statistics
            #expect(statistics.waitingStatements == 0)
            #expect(statistics.waitingTransactions == 0)
            await transaction.rollback()
        }
    }

    @Test("A task that is cancelled already sends nothing")
    func cancelledBefore() async throws {
        try await withTestDatabase { test in
            try await test.database.execute("create table item (id bigint)")
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await test.database.execute("insert into item values (1)")
            }
            #expect(await databaseError { try await task.value }?.code == .cancelled)
            #expect(try await test.database.first("select count(*) from item", as: Int.self) == 0)
        }
    }

    @Test("A thousand callers share eight connections, and each gets its own answer")
    func manyCallers() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create table item (id bigint primary key, note text)")
            try await db.execute("insert into item select n, 'note ' || n from generate_series(0, 999) n")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 0..<1000 {
                    group.addTask {
                        for round in 0..<5 {
                            let key = (id + round) % 1000
                            let sql = "select id, note from item where id = $1"
                            let read = Statement(sql: sql, bindings: [.integer(Int64(key))], access: .read)
                            let rows = try await test.driver.run(read)
                            #expect(try rows[0].decode(Int.self, at: 0) == key)
                            #expect(try rows[0].decode(String.self, at: 1).hasPrefix("note \(key)"))
                        }
                        #expect(try await db.execute("update item set note = note || '!' where id = \(id)") == 1)
                        if id.isMultiple(of: 10) {
                            try await db.transaction { db in
                                try await db.execute("update item set note = note || '?' where id = \(id)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await db.first("select count(*) from item where note like '%!%'", as: Int.self) == 1000)
            #expect(try await db.first("select count(*) from item where note like '%?%'", as: Int.self) == 100)
            let statistics = await test.driver.statistics
            #expect(statistics.openConnections <= 8)
            #expect(statistics.idleConnections == statistics.openConnections)
        }
    }

    @Test("A connection that nobody uses is closed")
    func idleTimeout() async throws {
        try await withTestDatabase({ $0.idleTimeout = .milliseconds(20) }) { test in
            _ = try await test.database.rows("select 1")
            await until { await test.driver.statistics.openConnections == 0 }
            #expect(try await test.database.first("select 1", as: Int.self) == 1)
        }
    }

    @Test("Closing lets transactions finish, and refuses who waits or comes later")
    func close() async throws {
        try await withTestDatabase { test in
            try await test.database.execute("create table item (id bigint)")
            try await test.withDriver({ $0.maximumConnections = 1 }) { driver in
                let transaction = try await driver.begin(.default)
                let waiter = Task { try await driver.run(Statement(sql: "select 1", access: .read)) }
                await until { await driver.statistics.waitingStatements == 1 }
                let closing = Task { await driver.close() }
                #expect(await databaseError { try await waiter.value }?.code == .closed)
                #expect(await databaseError { try await driver.begin(.default) }?.code == .closed)
                _ = try await transaction.run(Statement(sql: "insert into item values (1)", access: .write))
                try await transaction.commit()
                await closing.value
                await driver.close()
                let late = await databaseError { try await driver.run(Statement(sql: "select 1", access: .read)) }
                #expect(late?.code == .closed)
                #expect(await driver.statistics == PostgresStatistics())
            }
            #expect(try await test.database.first("select count(*) from item", as: Int.self) == 1)
        }
    }

    @Test("Closing breaks off what does not finish in time")
    func closeTimeout() async throws {
        try await withTestDatabase { test in
            try await test.withDriver({ $0.closeTimeout = .milliseconds(50) }) { driver in
                let transaction = try await driver.begin(.default)
                await driver.close()
                let error = await databaseError {
                    try await transaction.run(Statement(sql: "select 1", access: .read))
                }
                #expect(error?.code == .closed)
            }
        }
    }

    @Test("A driver that is closed, or just let go, leaves no descriptor and no thread", arguments: [true, false])
    func descriptors(isClosed: Bool) async throws {
        try await withTestDatabase { test in
            var driver: PostgresDriver? = try PostgresDriver(PostgresConfiguration(url: test.url))
            let pids = Statement(
                sql:
                    "select count(*) from pg_stat_activity where application_name = current_setting('application_name')",
                access: .read
            )
            #expect(try await driver?.run(pids)[0].decode(Int.self, at: 0) == 1)
            if isClosed { await driver?.close() }
            driver = nil
            // What the server sees of a descriptor that is closed.
            await until { (try? await test.driver.run(pids)[0].decode(Int.self, at: 0)) == 1 }
        }
    }
}
