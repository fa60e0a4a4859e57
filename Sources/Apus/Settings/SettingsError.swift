/// Settings with which the application cannot start; says everything that is missing or wrong at once.
public struct SettingsError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, a sentence each. Values of secrets are not in it.
    public let mistakes: [String]

    init(_ mistakes: [String]) {
        self.mistakes = mistakes
    }

    /// All mistakes, a line each.
    public var description: String {
        mistakes.count == 1
            ? mistakes[0] : "the settings have mistakes:\n" + mistakes.map { "  \($0)" }.joined(separator: "\n")
    }
}
