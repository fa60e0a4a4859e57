import ApusSQL

/// A transaction's hold on a connection.
///
/// Sendable without the compiler's proof: only the reactor's thread reads and writes it; others merely pass it on.
final class Lease: @unchecked Sendable {
    var queue = TransactionQueue<Job>()
    /// Nil before the transaction begins, and after it has ended.
    var connection: Connection?
    /// The error that made the server ignore everything but a rollback, while it does.
    var failure: DatabaseError?
    /// Whether the transaction ended because its connection broke.
    var isBroken = false
    /// Whether a statement has changed the schema, for the transaction and, when it is committed, for all.
    var hasChangedSchema = false
    /// Where the transaction begins in the source.
    let origin: CallSite?
    /// Since when it has its connection.
    var start: ContinuousClock.Instant?

    init(origin: CallSite? = nil) {
        self.origin = origin
    }
}
