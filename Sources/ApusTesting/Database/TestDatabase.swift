import ApusPostgres
public import ApusSQL
import ApusSQLite
import FoundationEssentials

/// The kinds of database that tests run on. Each test gets an empty database of its own, which is gone afterwards, so
/// tests run in parallel; on a server six at a time, so that its connections are enough.
///
/// ```swift
/// @Test(arguments: TestDatabase.allCases)
/// func `a place keeps its name`(on kind: TestDatabase) async throws {
///     try await kind.withDatabase { db in … }
/// }
/// ```
public enum TestDatabase: String, Sendable, CaseIterable {
    /// A SQLite file in the system's temporary folder.
    case sqlite
    /// A database on the server that the environment variable `APUS_TEST_POSTGRES` names by its URL; the user must be
    /// allowed to create databases.
    case postgres

    /// Runs `body` with an empty database, and drops that afterwards, also when `body` throws.
    ///
    /// - Parameter body: The test.
    /// - Returns: What `body` returned.
    public func withDatabase<Value>(_ body: (Database) async throws -> Value) async throws -> Value {
        try await withOpener { open in try await Self.using(Database(try await open()), body) }
    }

    /// Runs `body` with a driver of an empty database, and drops that afterwards; for tests of drivers.
    ///
    /// - Parameter body: The test.
    /// - Returns: What `body` returned.
    public func withDriver<Value>(_ body: (any DatabaseDriver) async throws -> Value) async throws -> Value {
        try await withOpener { open in
            let driver = try await open()
            return try await Self.using(Database(driver)) { _ in try await body(driver) }
        }
    }

    /// Runs `body` with an empty database that is opened twice, as two processes would, and drops it afterwards.
    ///
    /// - Parameter body: The test.
    /// - Returns: What `body` returned.
    public func withDatabases<Value>(_ body: (Database, Database) async throws -> Value) async throws -> Value {
        try await withOpener { open in
            try await Self.using(Database(try await open())) { first in
                try await Self.using(Database(try await open())) { second in try await body(first, second) }
            }
        }
    }

    /// A server has some hundred connections, and a test may use a dozen: those that run in parallel must not take them all.
    private static let turnstile = Turnstile(6)

    private typealias Opener = () async throws -> any DatabaseDriver

    private func withOpener<Value>(_ body: (Opener) async throws -> Value) async throws -> Value {
        switch self {
        case .sqlite: try await Self.withFile(body)
        case .postgres: try await Self.turnstile.enter { try await Self.withServerDatabase(body) }
        }
    }

    private static func withFile<Value>(_ body: (Opener) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "apus-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "test.sqlite").path()
        return try await body { try await SQLiteDriver(.file(path)) }
    }

    private static func withServerDatabase<Value>(_ body: (Opener) async throws -> Value) async throws -> Value {
        guard let server = ProcessInfo.processInfo.environment["APUS_TEST_POSTGRES"] else {
            throw TestDatabaseError.noPostgres
        }
        guard var url = URLComponents(string: server) else { throw TestDatabaseError.invalidURL }
        let name = "apus_test_" + UUID().uuidString.lowercased().replacing("-", with: "")
        url.path = "/" + name
        guard let own = url.string else { throw TestDatabaseError.invalidURL }
        var administration = try PostgresConfiguration(url: server)
        administration.maximumConnections = 1
        return try await using(Database(PostgresDriver(administration))) { admin in
            // template0 has no other users, so that many tests can copy it at once.
            try await admin.execute("create database \(identifier: name) template template0")
            let result: Result<Value, any Error>
            do {
                result = .success(try await body { try PostgresDriver(PostgresConfiguration(url: own)) })
            } catch {
                result = .failure(error)
            }
            try await admin.execute("drop database \(identifier: name) with (force)")
            return try result.get()
        }
    }

    private static func using<Value>(
        _ database: Database,
        _ body: (Database) async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }
}
