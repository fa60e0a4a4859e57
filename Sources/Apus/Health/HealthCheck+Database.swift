public import ApusHTTP
public import ApusSQL

extension HealthCheck {
    /// Fails when a database does not answer.
    ///
    /// - Parameters:
    ///   - database: The database; it is asked for a constant.
    ///   - name: What the check is called.
    ///   - timeout: The time after which it counts as failed.
    public static func database(
        _ database: Database,
        name: String = "database",
        timeout: Duration = .seconds(2)
    ) -> HealthCheck {
        HealthCheck(name, timeout: timeout) { _ = try await database.first("select 1", as: Int.self) }
    }
}
