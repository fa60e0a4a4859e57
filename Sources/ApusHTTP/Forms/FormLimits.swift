/// How much of a form is read.
public struct FormLimits: Sendable, Hashable {
    /// The most bytes of the body.
    public var bytes: Int

    /// The most fields; the empty ones between two `&` do not count.
    public var fields: Int

    /// The most brackets in a name: `person[address][city]` has two.
    public var depth: Int

    /// Makes limits.
    ///
    /// - Parameters:
    ///   - bytes: The most bytes of the body.
    ///   - fields: The most fields.
    ///   - depth: The most brackets in a name.
    public init(bytes: Int = 2 * 1024 * 1024, fields: Int = 1_000, depth: Int = 5) {
        self.bytes = bytes
        self.fields = fields
        self.depth = depth
    }

    /// What an ordinary form never reaches: 2 MiB, 1,000 fields, 5 brackets.
    public static let standard = FormLimits()
}
