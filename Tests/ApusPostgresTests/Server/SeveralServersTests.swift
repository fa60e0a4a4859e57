import ApusPostgres
import ApusSQL
import Testing

@Suite("Several servers", .timeLimit(.minutes(4)))
struct SeveralServersTests {
    private func read(_ sql: String) -> Statement { Statement(sql: sql, access: .read) }

    @Test("When a server is gone, the next one of the list is connected to")
    func failover() async throws {
        try await ThrowAwayServer.with { first in
            try await ThrowAwayServer.with { second in
                let url = "postgres://apus@127.0.0.1:\(first.port),127.0.0.1:\(second.port)/postgres"
                try await closing(PostgresDriver(PostgresConfiguration(url: url))) { driver in
                    let port = read("select inet_server_port()")
                    #expect(try await driver.run(port)[0].decode(UInt16.self, at: 0) == first.port)
                    try first.stop()
                    await until { (try? await driver.run(port)[0].decode(UInt16.self, at: 0)) == second.port }
                }
            }
        }
    }

    @Test("Reads go to a replica, unless it does not show yet what the reader wrote")
    func replica() async throws {
        try await ThrowAwayServer.with { primary in
            try await primary.withReplica { replica in
                let driver = try ReplicatedDriver(
                    primary: PostgresConfiguration(url: primary.url),
                    replicas: [PostgresConfiguration(url: replica.url)],
                    maximumLag: .seconds(600),
                    checkInterval: .milliseconds(20)
                )
                let db = Database(driver)
                try await db.execute("create table item (id bigint primary key)")
                let isReplica = read("select pg_is_in_recovery()")
                func isOnReplica() async -> Bool {
                    (try? await db.run(isReplica).first?.decode(Bool.self, at: 0)) == true
                }
                await until { await isOnReplica() }
                #expect(driver.lags.count == 1 && driver.lags[0] != nil)

                try await closing(PostgresDriver(PostgresConfiguration(url: replica.url))) { other in
                    _ = try await other.run(Statement(sql: "select pg_wal_replay_pause()", access: .write))
                    let count = read("select count(*) from item")
                    try await ReadSession.$current.withValue(ReadSession()) {
                        try await db.execute("insert into item values (1)")
                        #expect(await !isOnReplica())
                        let rows = try await db.run(count)
                        #expect(try rows[0].decode(Int.self, at: 0) == 1)
                    }
                    // Somebody else has not written, and may read what is a little old.
                    try await ReadSession.$current.withValue(ReadSession()) {
                        #expect(await isOnReplica())
                        let rows = try await db.run(count)
                        #expect(try rows[0].decode(Int.self, at: 0) == 0)
                    }
                    // Without a session the process's own writes count, those of transactions too.
                    try await db.transaction { db in try await db.execute("insert into item values (2)") }
                    #expect(await !isOnReplica())
                    _ = try await other.run(Statement(sql: "select pg_wal_replay_resume()", access: .write))
                    await until { await isOnReplica() }
                    #expect(try await db.run(count)[0].decode(Int.self, at: 0) == 2)
                }
                let snapshot = try await db.transaction(.snapshot) { db in
                    try await db.first("select pg_is_in_recovery()", as: Bool.self)
                }
                #expect(snapshot == true)

                try replica.stop()
                await until { await !isOnReplica() }
                #expect(try await db.run(read("select count(*) from item"))[0].decode(Int.self, at: 0) == 2)
                await driver.close()
            }
        }
    }
}
