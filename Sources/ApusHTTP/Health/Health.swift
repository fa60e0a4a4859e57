import HTTPTypes
import Synchronization

/// Tells a balancer or an orchestrator how the server is.
///
/// ```swift
/// let health = Health(
///     .disk("/var/lib/app", minimumFreeBytes: 1 << 30),
///     HealthCheck("database") { _ = try await db.all(sql: "select 1", as: Int.self) }
/// )
/// health.addRoutes(to: router)          // GET /health/live and /health/ready
/// ```
///
/// - **Live** says only that the server answers: 200. Nothing else is asked, because an orchestrator kills what is not
///   live, and a restart makes no database come back.
/// - **Ready** says whether to send requests here: 200 when all that is required is there, else 503. It turns 503 first
///   when the server is about to stop (``startDraining()``), while requests are still answered.
///
/// The checks run at the same time, each with its timeout, and one result serves all who ask within a second: probes
/// cannot be used to wear out a database. Who asks learns the status alone; what failed, and why, is for those for whom
/// `showsDetails` says so, and is logged when it changes.
public final class Health: Sendable {
    private let checks: HealthChecks
    private let isDraining = Atomic(false)
    private let showsDetails: @Sendable (Request) -> Bool

    /// Makes it of checks in a list.
    ///
    /// - Parameters:
    ///   - checks: What the server needs.
    ///   - freshness: How long a result serves others who ask.
    ///   - showsDetails: Whether the results of the checks are sent to who asks.
    public init(
        _ checks: [HealthCheck],
        freshness: Duration = .seconds(1),
        showsDetails: @escaping @Sendable (Request) -> Bool = { _ in false }
    ) {
        self.checks = HealthChecks(checks, freshness: freshness)
        self.showsDetails = showsDetails
    }

    /// Makes it.
    ///
    /// - Parameters:
    ///   - checks: What the server needs.
    ///   - freshness: How long a result serves others who ask.
    ///   - showsDetails: Whether the results of the checks are sent to who asks, such as one who asks from this machine.
    public convenience init(
        _ checks: HealthCheck...,
        freshness: Duration = .seconds(1),
        showsDetails: @escaping @Sendable (Request) -> Bool = { _ in false }
    ) {
        self.init(checks, freshness: freshness, showsDetails: showsDetails)
    }

    /// Adds the routes.
    ///
    /// - Parameters:
    ///   - routes: Where to. Middleware of it that asks who the client is, or counts requests, would stand in the way.
    ///   - live: The path for liveness.
    ///   - ready: The path for readiness.
    public func addRoutes(
        to routes: some RouteBuilder,
        live: String = "/health/live",
        ready: String = "/health/ready"
    ) {
        routes.get(live) { _ in Self.response(HealthDocument(status: "ok", checks: nil), .ok) }
        routes.get(ready) { request in await self.readiness(for: request) }
    }

    /// Says from now on that the server is not ready, because it is about to stop. A server calls this at the beginning
    /// of its shutdown, and goes on answering for a while.
    public func startDraining() {
        isDraining.store(true, ordering: .releasing)
    }

    /// What the checks find; not older than `freshness`.
    public func report() async -> HealthReport {
        await checks.report()
    }

    private func readiness(for request: Request) async -> Response {
        if isDraining.load(ordering: .acquiring) {
            return Self.response(HealthDocument(status: "draining", checks: nil), .serviceUnavailable)
        }
        let report = await checks.report(logger: request.logger)
        let document = HealthDocument(
            status: report.isReady ? "ok" : "unavailable",
            checks: showsDetails(request) ? report.results.map(HealthDocument.Check.init) : nil
        )
        return Self.response(document, report.isReady ? .ok : .serviceUnavailable)
    }

    private static func response(_ document: HealthDocument, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.cacheControl: "no-store"],
            body: .bytes(document.json, contentType: "application/json")
        )
    }
}
