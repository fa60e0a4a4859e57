import ApusPostgres
import ApusSQL
import FoundationEssentials

// The snippets of Documentation/PostgreSQL.md.

func connect() throws -> Database {
    var configuration = try PostgresConfiguration(url: "postgres://shop@db1,db2/shop?sslmode=verify-full")
    configuration.maximumConnections = 16
    configuration.minimumConnections = 2
    configuration.statementTimeout = .seconds(30)
    return Database(try PostgresDriver(configuration))
}

func move(_ amount: Int, from source: Int, to target: Int, _ db: Database) async throws {
    try await db.transaction(.serializable) { db in
        try await db.execute("update account set balance = balance - \(amount) where id = \(source)")
        try await db.execute("update account set balance = balance + \(amount) where id = \(target)")
    }
}

func rebuildReport(_ db: Database) async throws {
    let patient = TransactionOptions(statementTimeout: .seconds(600), lockTimeout: .seconds(2))
    try await db.transaction(patient) { db in
        try await db.lock(.named("report"))
        try await db.execute("refresh materialized view report")
    }
}

func totals(_ db: Database) async throws -> Int {
    try await db.stream("select amount from payment") { rows in
        var total = 0
        for try await row in rows { total += try row.decode(Int.self, at: 0) }
        return total
    }
}

func load(_ chunks: AsyncStream<[UInt8]>, _ db: Database) async throws {
    try await db.copy("copy item (id, name) from stdin (format csv, header)", from: chunks)
    let names = ["pen", "ink"]
    try await db.copy(
        into: "item",
        columns: ["id", "name"],
        rows: names.enumerated().map { [.integer(Int64($0)), .text($1)] }
    )
}

func export(_ db: Database, to write: @Sendable ([UInt8]) async throws -> Void) async throws {
    try await db.copy("copy (select id, name from item) to stdout (format csv)") { bytes in
        for await chunk in bytes { try await write(chunk) }
    }
}

func follow(_ driver: PostgresDriver, _ cache: Cache) async throws {
    for await event in try driver.notifications(on: "item_changed") {
        switch event {
        case .listening, .missed: await cache.clear()
        case .notified(_, let id): await cache.remove(id)
        }
    }
}

func replicated(_ primary: String, _ replica: String) throws -> Database {
    let driver = try ReplicatedDriver(
        primary: PostgresConfiguration(url: primary),
        replicas: [PostgresConfiguration(url: replica)],
        maximumLag: .seconds(5)
    )
    return Database(driver)
}

func handle(_ body: () async throws -> Void) async throws {
    try await ReadSession.$current.withValue(ReadSession()) { try await body() }
}

actor Cache {
    func clear() {}
    func remove(_ id: String) {}
}
