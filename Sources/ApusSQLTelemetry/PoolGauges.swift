public import Metrics

/// Shows what a pool's connections do, by the names of OpenTelemetry's semantic conventions: `db.client.connection.count`
/// with the state `idle` or `used`, and `db.client.connection.pending_requests`.
///
/// ```swift
/// let gauges = PoolGauges(pool: "main")
/// try await gauges.sample(every: .seconds(10)) {
///     let statistics = await driver.statistics
///     return .init(
///         idle: statistics.idleConnections,
///         used: statistics.openConnections - statistics.idleConnections,
///         pending: statistics.waitingStatements + statistics.waitingTransactions
///     )
/// }
/// ```
public struct PoolGauges: Sendable {
    /// What a pool's connections do at one moment.
    public struct Sample: Sendable, Hashable {
        /// The connections that nobody uses.
        public var idle: Int
        /// Those that somebody uses.
        public var used: Int
        /// The statements and transactions that wait for one.
        public var pending: Int

        /// Makes a sample.
        public init(idle: Int, used: Int, pending: Int) {
            self.idle = idle
            self.used = used
            self.pending = pending
        }
    }

    private let idle: Gauge
    private let used: Gauge
    private let pending: Gauge

    /// Makes the gauges.
    ///
    /// - Parameters:
    ///   - pool: The pool's name, the dimension `db.client.connection.pool.name`.
    ///   - factory: Where metrics go; the process's own by default.
    public init(pool: String, factory: any MetricsFactory = MetricsSystem.factory) {
        func gauge(_ name: String, state: String? = nil) -> Gauge {
            var dimensions = [("db.client.connection.pool.name", pool)]
            if let state { dimensions.append(("db.client.connection.state", state)) }
            return Gauge(label: "db.client.connection.\(name)", dimensions: dimensions, factory: factory)
        }
        idle = gauge("count", state: "idle")
        used = gauge("count", state: "used")
        pending = gauge("pending_requests")
    }

    /// Shows a sample.
    public func record(_ sample: Sample) {
        idle.record(sample.idle)
        used.record(sample.used)
        pending.record(sample.pending)
    }

    /// Shows a sample again and again, until the task is cancelled.
    ///
    /// - Parameters:
    ///   - interval: The time between two samples.
    ///   - sample: Takes one.
    /// - Throws: `CancellationError`.
    public func sample(every interval: Duration, _ sample: () async -> Sample) async throws {
        while true {
            record(await sample())
            try await Task.sleep(for: interval)
        }
    }
}
