import ApusPostgres
import ApusSQL
import Foundation
import Testing

/// A schema of its own on the server that the environment variable `APUS_TEST_POSTGRES` names; gone when the test is over.
struct TestDatabase: Sendable {
    /// Connected so that unqualified names are those of the schema.
    let database: Database
    let driver: PostgresDriver
    /// The server's URL, for further drivers on the same schema.
    let url: String
    /// The schema's name, and that of the connections' application.
    let name: String

    /// Connects once more, on a driver of its own that ends with `body`.
    func withDriver<Value>(
        _ configure: (inout PostgresConfiguration) -> Void = { _ in },
        _ body: (PostgresDriver) async throws -> Value
    ) async throws -> Value {
        var configuration = try PostgresConfiguration(url: url)
        configure(&configuration)
        return try await closing(PostgresDriver(configuration), body)
    }
}

/// Runs `body` with a schema of its own.
func withTestDatabase<Value>(
    _ configure: (inout PostgresConfiguration) -> Void = { _ in },
    _ body: (TestDatabase) async throws -> Value
) async throws -> Value {
    let server = try #require(
        ProcessInfo.processInfo.environment["APUS_TEST_POSTGRES"],
        "Set APUS_TEST_POSTGRES to the URL of a PostgreSQL server that tests may use; `make test` does."
    )
    let name = "apus_test_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
    var administration = try PostgresConfiguration(url: server)
    administration.maximumConnections = 1
    return try await closing(PostgresDriver(administration)) { administrator in
        _ = try await administrator.run(Statement(sql: "create schema \(name)", access: .write))
        let separator = server.contains("?") ? "&" : "?"
        let url = "\(server)\(separator)options=-csearch_path%3D\(name)&application_name=\(name)"
        let result: Result<Value, any Error>
        do {
            var configuration = try PostgresConfiguration(url: url)
            configure(&configuration)
            let value = try await closing(PostgresDriver(configuration)) { driver in
                try await body(TestDatabase(database: Database(driver), driver: driver, url: url, name: name))
            }
            result = .success(value)
        } catch {
            result = .failure(error)
        }
        // Whatever a test has left behind would block dropping the schema.
        _ = try await administrator.run(
            Statement(
                sql: "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1",
                bindings: [.text(name)],
                access: .write
            )
        )
        _ = try await administrator.run(Statement(sql: "drop schema \(name) cascade", access: .write))
        return try result.get()
    }
}

/// Runs `body`, and closes the driver whatever comes of it.
func closing<Value>(
    _ driver: PostgresDriver,
    _ body: (PostgresDriver) async throws -> Value
) async throws -> Value {
    let result: Result<Value, any Error>
    do { result = .success(try await body(driver)) } catch { result = .failure(error) }
    await driver.close()
    return try result.get()
}

/// The error that `body` throws.
func databaseError<Value>(
    _ body: () async throws -> Value,
    sourceLocation: SourceLocation = #_sourceLocation
) async -> DatabaseError? {
    do {
        _ = try await body()
        Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    } catch let error as DatabaseError {
        return error
    } catch {
        Issue.record("\(error) was thrown", sourceLocation: sourceLocation)
    }
    return nil
}

extension TestDatabase {
    /// How many statements like `pattern` the server runs on the connections of this schema.
    func activeCount(like pattern: String) async throws -> Int {
        try await withDriver({ $0.maximumConnections = 1 }) { driver in
            let statement = Statement(
                sql: """
                    select count(*) from pg_stat_activity
                    where application_name = $1 and state = 'active' and query like $2 and pid <> pg_backend_pid()
                    """,
                bindings: [.text(name), .text(pattern)],
                access: .read
            )
            return try await driver.run(statement)[0].decode(at: 0)
        }
    }

    /// Has the server break every connection of this schema, as an administrator would; returns when they are gone.
    func terminateConnections() async throws {
        try await withDriver({ $0.maximumConnections = 1 }) { driver in
            let statement = Statement(
                sql: """
                    select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity
                    where application_name = $1 and pid <> pg_backend_pid()
                    """,
                bindings: [.text(name)],
                access: .write
            )
            _ = try await driver.run(statement)
        }
    }
}
