public import ApusSQL

extension Database {
    /// Runs a test in a transaction that is undone afterwards, whatever comes of it: many tests share one database with its tables and
    /// rows so, each as if it had its own, for a millisecond each. On PostgreSQL they run in parallel; SQLite lets one at a time write.
    ///
    /// ```swift
    /// try await shared.rollingBack { db in
    ///     try await db.insert(Author(name: "Tove Jansson"))
    ///     …
    /// }
    /// ```
    ///
    /// What the test does with the database that `body` gets, also in transactions, which are savepoints then, is gone afterwards. What
    /// needs a connection of its own does not see it.
    ///
    /// - Parameter body: The test.
    /// - Returns: What `body` returned.
    /// - Throws: What `body` throws.
    public func rollingBack<Value: Sendable>(_ body: (Database) async throws -> Value) async throws -> Value {
        do {
            return try await transaction { db -> Value in throw Undone(value: try await body(db)) }
        } catch let undone as Undone<Value> {
            return undone.value
        }
    }
}

/// Has a transaction undone that has done what it should.
private struct Undone<Value: Sendable>: Error {
    let value: Value
}
