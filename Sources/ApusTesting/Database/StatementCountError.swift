/// Another number of statements was run than a test expects.
public struct StatementCountError: Error, CustomStringConvertible {
    /// How many there should have been.
    public let expected: Int
    /// The statements that were run, in the order in which they ended.
    public let statements: [String]

    /// Both numbers, and the statements, one a line.
    public var description: String {
        "expected \(expected) statements, but \(statements.count) were run:"
            + statements.map { "\n  \($0)" }.joined()
    }
}
