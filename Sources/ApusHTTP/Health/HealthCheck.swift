/// Something a server needs, and how to find out whether it is there.
///
/// ```swift
/// HealthCheck("mail", isRequired: false) { try await mail.connect() }
/// ```
public struct HealthCheck: Sendable {
    /// What is checked, in a word: `database`.
    public let name: String

    /// The time after which the check counts as failed.
    public let timeout: Duration

    /// Whether the server is not ready without it. What is not required is only reported.
    public let isRequired: Bool

    let run: @Sendable () async throws -> Void

    /// Makes a check.
    ///
    /// - Parameters:
    ///   - name: What is checked, in a word.
    ///   - timeout: The time after which the check counts as failed; it is cancelled then.
    ///   - isRequired: Whether the server is not ready without it.
    ///   - run: Throws when it is not there. What the error says of itself is shown to insiders only.
    public init(
        _ name: String,
        timeout: Duration = .seconds(2),
        isRequired: Bool = true,
        _ run: @escaping @Sendable () async throws -> Void
    ) {
        self.name = name
        self.timeout = timeout
        self.isRequired = isRequired
        self.run = run
    }
}
