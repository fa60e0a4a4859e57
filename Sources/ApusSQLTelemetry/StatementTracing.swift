public import ApusSQL
public import Tracing

/// Makes a client span of every statement, as OpenTelemetry's semantic conventions have it
/// (https://opentelemetry.io/docs/specs/semconv/database/database-spans/): with the SQL, never the values.
///
/// ```swift
/// let db = database.observed(by: StatementTracing(of: database))
/// ```
public struct StatementTracing: StatementObserver {
    private let system: String
    private let tracer: any Tracer

    /// Makes an observer that tells `tracer`.
    ///
    /// - Parameters:
    ///   - database: The database, whose kind is an attribute.
    ///   - tracer: Where spans go; the process's own by default. They are children of the task's current span.
    public init(of database: Database, tracer: any Tracer = InstrumentationSystem.tracer) {
        system = database.dialect.name
        self.tracer = tracer
    }

    /// Records a span that has just ended.
    public func didRun(_ statement: Statement, for duration: Duration, result: Result<Rows, DatabaseError>) {
        let end = DefaultTracerClock.now
        let operation = statement.operationName
        let start = DefaultTracerClock.Timestamp(
            nanosecondsSinceEpoch: end.nanosecondsSinceEpoch &- duration.nanoseconds
        )
        let context = ServiceContext.current ?? .topLevel
        let span = tracer.startSpan(operation, context: context, ofKind: .client, at: start)
        span.attributes["db.system.name"] = system
        span.attributes["db.operation.name"] = operation
        span.attributes["db.query.text"] = statement.sql
        if case .failure(let error) = result {
            span.attributes["error.type"] = "\(error.code)"
            if let state = error.state { span.attributes["db.response.status_code"] = state }
            span.setStatus(SpanStatus(code: .error, message: error.message))
        }
        span.end(at: end)
    }
}

extension Duration {
    fileprivate var nanoseconds: UInt64 { UInt64(Swift.max(0, self / .nanoseconds(1))) }
}
