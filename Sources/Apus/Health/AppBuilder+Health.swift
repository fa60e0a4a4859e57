public import ApusHTTP

extension AppBuilder {
    /// Adds `GET /health/live` and `GET /health/ready`; see ``Health``.
    ///
    /// ```swift
    /// let db = try await app.database()
    /// app.health(.database(db), .disk("/var/lib/app", minimumFreeBytes: 1 << 30))
    /// ```
    ///
    /// When the program is told to stop, the server is not ready any more, and goes on serving as long as the setting
    /// `SHUTDOWN_DELAY` says, so that a balancer notices before connections are refused.
    ///
    /// - Parameters:
    ///   - checks: What the program needs.
    ///   - showsDetails: Whether the results of the checks are sent to who asks.
    public mutating func health(
        _ checks: HealthCheck...,
        showsDetails: @escaping @Sendable (Request) -> Bool = { _ in false }
    ) {
        let health = Health(checks, showsDetails: showsDetails)
        health.addRoutes(to: router)
        healths.append(health)
    }
}
