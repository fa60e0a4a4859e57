/// Why migrations were not applied or undone. Nothing was changed then.
public struct MigrationError: Error, Sendable {
    /// What kind of error it is.
    public var code: Code
    /// The migration concerned.
    public var migration: String
    /// What is wrong, and what to do about it.
    public var message: String
    /// What the migration threw, with the code `failed`; most often a `DatabaseError`.
    public var underlying: (any Error)?

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: What kind of error it is.
    ///   - migration: The migration concerned.
    ///   - message: What is wrong, and what to do about it.
    ///   - underlying: What the migration threw.
    public init(_ code: Code, migration: String, message: String, underlying: (any Error)? = nil) {
        self.code = code
        self.migration = migration
        self.message = message
        self.underlying = underlying
    }
}

extension MigrationError {
    /// The kind of a ``MigrationError``. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The kind's name, as it is written in logs.
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// Two migrations have the same name, or one has none.
        public static let invalidName = Code("invalidName")
        /// An applied migration says something else than when it was applied.
        public static let edited = Code("edited")
        /// An applied migration is not in the program.
        public static let missing = Code("missing")
        /// A migration comes, by its name, before one that is applied already.
        public static let outOfOrder = Code("outOfOrder")
        /// A migration has no way back.
        public static let irreversible = Code("irreversible")
        /// A migration threw an error, or the database did.
        public static let failed = Code("failed")
    }
}

extension MigrationError: CustomStringConvertible {
    /// The error in one line, fit for a log.
    public var description: String {
        underlying.map { "\(code): \(message): \($0)" } ?? "\(code): \(message)"
    }
}
