/// What the checks of a server have found.
public struct HealthReport: Sendable {
    /// What one check has found.
    public struct Result: Sendable {
        /// What was checked.
        public let name: String
        /// Why it failed; nil when it did not.
        public let failure: String?
        /// Whether the server is not ready without it.
        public let isRequired: Bool
        /// How long the check took.
        public let duration: Duration
    }

    /// What each check has found, in the order of the checks.
    public let results: [Result]

    /// Whether all that is required is there.
    public var isReady: Bool {
        results.allSatisfy { $0.failure == nil || !$0.isRequired }
    }
}
