/// A text that is no structured field, or a value that cannot be in one.
public struct StructuredFieldError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
