extension DatabaseError {
    /// The kind of a ``DatabaseError``. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The kind's name, as it is written in logs.
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// A unique or primary key holds the value already.
        public static let uniqueViolation = Code("uniqueViolation")
        /// A referenced row does not exist, or is still referenced.
        public static let foreignKeyViolation = Code("foreignKeyViolation")
        /// A check constraint does not hold.
        public static let checkViolation = Code("checkViolation")
        /// A column that must have a value has none.
        public static let notNullViolation = Code("notNullViolation")
        /// The value does not fit the column's type or range.
        public static let invalidValue = Code("invalidValue")
        /// The database does not understand the statement, or knows no such table, column or function.
        public static let invalidStatement = Code("invalidStatement")
        /// The database's dialect has no such thing.
        public static let unsupported = Code("unsupported")
        /// The user may not do this.
        public static let permissionDenied = Code("permissionDenied")
        /// A row or cell does not hold what the type expects.
        public static let decodingFailed = Code("decodingFailed")
        /// A row that must exist does not.
        public static let notFound = Code("notFound")
        /// The row was changed by somebody else since it was read.
        public static let staleRow = Code("staleRow")
        /// The transaction collided with another one and can be run again.
        public static let serializationFailure = Code("serializationFailure")
        /// The transaction was the victim of a deadlock and can be run again.
        public static let deadlock = Code("deadlock")
        /// A lock was not free in time.
        public static let busy = Code("busy")
        /// The statement ran longer than it may.
        public static let statementTimeout = Code("statementTimeout")
        /// No connection came free in time.
        public static let poolTimeout = Code("poolTimeout")
        /// The database cannot be reached, or refuses connections.
        public static let unreachable = Code("unreachable")
        /// The connection broke while the statement ran; whether the statement took effect is not known.
        public static let connectionLost = Code("connectionLost")
        /// The task was cancelled before the statement was finished.
        public static let cancelled = Code("cancelled")
        /// The database was used after it was closed, or a transaction after it had ended.
        public static let closed = Code("closed")
        /// The call is not allowed at this point; the message says what to do instead.
        public static let misuse = Code("misuse")
        /// The storage is full, damaged or cannot be read or written.
        public static let storage = Code("storage")
        /// Any other error; the message and state tell.
        public static let other = Code("other")
    }
}
