import ApusModel
import ApusPostgres
import ApusSQLite
import Foundation
import Testing

/// The databases that a test runs on, each time an empty one of its own.
enum Engine: String, CaseIterable, Sendable {
    case sqlite
    case postgres

    /// Runs `body` with two drivers of the same database, as two processes would have.
    func withDatabases(_ body: (Database, Database) async throws -> Void) async throws {
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: "apus-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = folder.appending(path: "test.sqlite").path()
            try await Self.using(Database(try await SQLiteDriver(.file(file)))) { first in
                try await Self.using(Database(try await SQLiteDriver(.file(file)))) { try await body(first, $0) }
            }
        case .postgres:
            let server = try #require(
                ProcessInfo.processInfo.environment["APUS_TEST_POSTGRES"],
                "set APUS_TEST_POSTGRES to the URL of a PostgreSQL server for tests"
            )
            var url = try #require(URLComponents(string: server))
            let name = "apus_" + UUID().uuidString.lowercased().replacing("-", with: "")
            url.path = "/" + name
            let own = try PostgresConfiguration(url: try #require(url.string))
            try await Self.using(Database(try PostgresDriver(PostgresConfiguration(url: server)))) { admin in
                try await admin.execute("create database \(identifier: name) template template0")
                let result: Result<Void, any Error>
                do {
                    try await Self.using(Database(try PostgresDriver(own))) { first in
                        try await Self.using(Database(try PostgresDriver(own))) { try await body(first, $0) }
                    }
                    result = .success(())
                } catch {
                    result = .failure(error)
                }
                try await admin.execute("drop database \(identifier: name) with (force)")
                try result.get()
            }
        }
    }

    /// Runs `body` with an empty database.
    func withDatabase(_ body: (Database) async throws -> Void) async throws {
        try await withDatabases { db, _ in try await body(db) }
    }

    private static func using(_ database: Database, _ body: (Database) async throws -> Void) async throws {
        do {
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
