/// The observers of the statements that the current task runs, on whatever ``Database``.
enum TaskObservation {
    @TaskLocal static var observers: [any StatementObserver] = []
}

/// Runs `body`, and tells `observer` of every statement that it runs, also in tasks that it starts, on whatever
/// ``Database``: for what concerns one request or one test.
///
/// ```swift
/// let recorder = StatementRecorder()
/// try await observingStatements(with: recorder) { try await handler(request) }
/// ```
///
/// - Parameters:
///   - observer: Is told beside those that the database has itself.
///   - body: What to run.
/// - Returns: What `body` returned.
public func observingStatements<Value>(
    with observer: any StatementObserver,
    isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws -> Value
) async rethrows -> Value {
    try await TaskObservation.$observers.withValue(TaskObservation.observers + [observer]) { try await body() }
}
