import FoundationEssentials

/// The environment variables that a program was started with.
public struct AppEnvironment: Sendable {
    private let variables: [String: String]

    /// Makes an environment of its own, for tests.
    public init(_ variables: [String: String]) {
        self.variables = variables
    }

    /// The environment of this process.
    public static var process: AppEnvironment {
        AppEnvironment(ProcessInfo.processInfo.environment)
    }

    /// The value of a variable; nil when it is not set or empty.
    public subscript(name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }
}
