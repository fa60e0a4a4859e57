/// How a transaction behaves.
public struct TransactionOptions: Sendable, Hashable {
    /// How far a transaction is shielded from others, by the names of the SQL standard.
    public enum Isolation: String, Sendable, Hashable {
        /// Each statement sees what was committed before it began.
        case readCommitted = "read committed"
        /// All statements see what was committed before the first of them.
        case repeatableRead = "repeatable read"
        /// The outcome is as if transactions had run one after the other. SQLite's are always so.
        case serializable = "serializable"
    }

    /// How far the transaction is shielded from others; nil for the database's default.
    public var isolation: Isolation?
    /// Whether the transaction only reads. SQLite runs it beside the writer then.
    public var isReadOnly: Bool

    /// Makes options.
    ///
    /// - Parameters:
    ///   - isolation: How far the transaction is shielded from others; nil for the database's default.
    ///   - isReadOnly: Whether the transaction only reads.
    public init(isolation: Isolation? = nil, isReadOnly: Bool = false) {
        self.isolation = isolation
        self.isReadOnly = isReadOnly
    }

    /// The database's default isolation, reading and writing.
    public static let `default` = TransactionOptions()
    /// A transaction that only reads, all of it from one snapshot.
    public static let snapshot = TransactionOptions(isolation: .repeatableRead, isReadOnly: true)
}
