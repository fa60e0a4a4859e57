import ApusPostgres
public import ApusSQL
import ApusSQLite
import FoundationEssentials

/// The kinds of database that tests run on. Each test gets an empty database of its own, which is gone afterwards, so
/// tests run in parallel.
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
        switch self {
        case .sqlite: try await withSQLite(body)
        case .postgres: try await withPostgres(body)
        }
    }

    private func withSQLite<Value>(_ body: (Database) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "apus-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "test.sqlite").path()
        return try await Self.using(Database(try await SQLiteDriver(.file(path))), body)
    }

    private func withPostgres<Value>(_ body: (Database) async throws -> Value) async throws -> Value {
        guard let server = ProcessInfo.processInfo.environment["APUS_TEST_POSTGRES"] else {
            throw TestDatabaseError.noPostgres
        }
        guard var url = URLComponents(string: server) else { throw TestDatabaseError.invalidURL }
        let name = "apus_test_" + UUID().uuidString.lowercased().replacing("-", with: "")
        url.path = "/" + name
        guard let own = url.string else { throw TestDatabaseError.invalidURL }
        return try await Self.using(Database(try PostgresDriver(PostgresConfiguration(url: server)))) { admin in
            // template0 has no other users, so that many tests can copy it at once.
            try await admin.execute("create database \(identifier: name) template template0")
            do {
                let database = Database(try PostgresDriver(PostgresConfiguration(url: own)))
                let value = try await Self.using(database, body)
                try await admin.execute("drop database \(identifier: name) with (force)")
                return value
            } catch {
                try await admin.execute("drop database if exists \(identifier: name) with (force)")
                throw error
            }
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
