import ApusSQL
import ApusSQLite
import Foundation
import Testing

/// Runs `body` with a database in a new file, and removes the file afterwards.
func withDatabase(
    _ configure: (inout SQLiteConfiguration) -> Void = { _ in },
    _ body: (Database, _ path: String) async throws -> Void
) async throws {
    try await withTemporaryFolder { folder in
        let path = folder + "/test.sqlite"
        var configuration = SQLiteConfiguration.file(path)
        configuration.readerCount = 2
        configure(&configuration)
        let db = Database(try await SQLiteDriver(configuration))
        do {
            try await body(db, path)
        } catch {
            await db.close()
            throw error
        }
        await db.close()
    }
}

/// Runs `body` with a new folder, and removes it afterwards.
func withTemporaryFolder(_ body: (_ path: String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("apus-sqlite-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.path)
}

/// The error that `body` throws; fails the test when it throws none.
func databaseError<Value>(
    sourceLocation: SourceLocation = #_sourceLocation,
    of body: () async throws -> Value
) async throws -> DatabaseError {
    let error = await #expect(throws: DatabaseError.self, sourceLocation: sourceLocation) { _ = try await body() }
    return try #require(error, sourceLocation: sourceLocation)
}
