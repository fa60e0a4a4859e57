public import ApusSQL
public import Metrics

/// Measures how long statements take: the metric `db.client.operation.duration` of OpenTelemetry's semantic conventions
/// (https://opentelemetry.io/docs/specs/semconv/database/database-metrics/), by operation and error.
///
/// ```swift
/// let db = database.observed(by: StatementMetrics(of: database))
/// ```
public struct StatementMetrics: StatementObserver {
    private let system: String
    private let factory: any MetricsFactory

    /// Makes an observer that records to `factory`.
    ///
    /// - Parameters:
    ///   - database: The database, whose kind is a dimension.
    ///   - factory: Where metrics go; the process's own by default.
    public init(of database: Database, factory: any MetricsFactory = MetricsSystem.factory) {
        system = database.dialect.name
        self.factory = factory
    }

    /// Records a statement's duration.
    public func didRun(_ statement: Statement, for duration: Duration, result: Result<Rows, DatabaseError>) {
        var dimensions = [("db.system.name", system), ("db.operation.name", statement.operationName)]
        if case .failure(let error) = result { dimensions.append(("error.type", "\(error.code)")) }
        Timer(
            label: "db.client.operation.duration",
            dimensions: dimensions,
            preferredDisplayUnit: .seconds,
            factory: factory
        ).record(duration: duration)
    }
}
