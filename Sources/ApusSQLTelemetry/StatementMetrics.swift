public import ApusSQL
public import Metrics

/// Measures how long statements take: the metric `db.client.operation.duration` of OpenTelemetry's semantic conventions
/// (https://opentelemetry.io/docs/specs/semconv/database/database-metrics/), by operation and error.
///
/// ```swift
/// let db = database.observed(by: StatementMetrics(of: database))
/// ```
public struct StatementMetrics: StatementObserver {
    private let timers: StatementTimers

    /// Makes an observer that records to `factory`.
    ///
    /// - Parameters:
    ///   - database: The database, whose kind is a dimension.
    ///   - factory: Where metrics go; the process's own by default.
    public init(of database: Database, factory: any MetricsFactory = MetricsSystem.factory) {
        timers = StatementTimers(system: database.dialect.name, factory: factory)
    }

    /// Records a statement's duration.
    public func didRun(_ statement: Statement, for duration: Duration, result: Result<Rows, DatabaseError>) {
        var error: DatabaseError.Code?
        if case .failure(let failure) = result { error = failure.code }
        timers.timer(of: statement.operationName, error).record(duration: duration)
    }
}
