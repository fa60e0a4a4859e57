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
    /// How often the transaction's closure is run at most, while it fails because of other transactions: with the codes
    /// `serializationFailure` and `deadlock`. One, the default, means that such an error is thrown at once.
    ///
    /// With more than one, the closure must do nothing that cannot be done twice, but to the database.
    public var maximumAttempts: Int
    /// How long each of the transaction's statements may run; nil for as long as the driver's configuration says.
    /// PostgreSQL only.
    public var statementTimeout: Duration?
    /// How long each of the transaction's statements may wait for a lock, before it fails with the code `busy`; nil for as
    /// long as the database's settings say. PostgreSQL only.
    public var lockTimeout: Duration?
    /// Where the transaction begins in the source, for the error that tells who holds the connections.
    public var origin: CallSite?

    /// Makes options.
    ///
    /// - Parameters:
    ///   - isolation: How far the transaction is shielded from others; nil for the database's default.
    ///   - isReadOnly: Whether the transaction only reads.
    ///   - maximumAttempts: How often the closure is run at most; see ``maximumAttempts``.
    ///   - statementTimeout: How long each statement may run; see ``statementTimeout``.
    ///   - lockTimeout: How long each statement may wait for a lock; see ``lockTimeout``.
    public init(
        isolation: Isolation? = nil,
        isReadOnly: Bool = false,
        maximumAttempts: Int = 1,
        statementTimeout: Duration? = nil,
        lockTimeout: Duration? = nil
    ) {
        self.isolation = isolation
        self.isReadOnly = isReadOnly
        self.maximumAttempts = maximumAttempts
        self.statementTimeout = statementTimeout
        self.lockTimeout = lockTimeout
    }

    /// The database's default isolation, reading and writing.
    public static let `default` = TransactionOptions()
    /// A transaction whose outcome is as if no other had run at the same time. Its closure is run up to five times, as the
    /// database refuses some of those that do run at the same time.
    public static let serializable = TransactionOptions(isolation: .serializable, maximumAttempts: 5)
    /// A transaction that only reads, all of it from one snapshot.
    public static let snapshot = TransactionOptions(isolation: .repeatableRead, isReadOnly: true)
}
