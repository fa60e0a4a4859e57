import ApusSQL

/// Fails a test, by an error that lists the statements, unless `body` runs exactly as many as expected: a page that should
/// cost two statements stays so.
///
/// ```swift
/// let page = try await expectingStatements(2) { try await client.get("/orders") }
/// ```
///
/// - Parameters:
///   - count: How many statements `body` runs, those that begin and end transactions not counted.
///   - body: What to run; only what its own task and the tasks within it run is counted.
/// - Returns: What `body` returned.
/// - Throws: ``StatementCountError``, or what `body` throws.
public func expectingStatements<Value>(
    _ count: Int,
    isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws -> Value
) async throws -> Value {
    let recorder = StatementRecorder()
    let value = try await observingStatements(with: recorder) { try await body() }
    guard recorder.statements.count == count else {
        throw StatementCountError(expected: count, statements: recorder.statements)
    }
    return value
}
