/// A statement as it is sent: text with placeholders, and the values for them.
public struct Statement: Sendable, Hashable {
    /// What a statement may do, as far as it is known.
    public enum Access: Sendable, Hashable {
        /// It only reads, takes no lock and calls no volatile function. A driver may run it on any replica or reader,
        /// share a round trip between several such statements, and run it again.
        case read
        /// It may write, or nobody has said that it does not.
        case write
    }

    /// The text, in the dialect of the database.
    public var sql: String
    /// The values, in the order of the placeholders.
    public var bindings: [SQLValue]
    /// What the statement may do.
    public var access: Access
    /// A comment that goes behind the text, with its marks; nil for none. See ``QueryTags``.
    public var comment: String?

    /// The text with its comment.
    public var commentedSQL: String { comment.map { "\(sql) \($0)" } ?? sql }

    /// Makes a statement from text that is already in the database's dialect.
    ///
    /// - Parameters:
    ///   - sql: The text. Never put a value from outside into it: write a placeholder and bind the value.
    ///   - bindings: The values, in the order of the placeholders.
    ///   - access: What the statement may do.
    public init(sql: String, bindings: [SQLValue] = [], access: Access) {
        self.sql = sql
        self.bindings = bindings
        self.access = access
    }
}
