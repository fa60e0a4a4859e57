/// A database engine: what a new one has to implement.
///
/// A driver owns its connections and its threads. Its functions are called from any task, also in parallel; they never
/// block the caller's thread, and they heed the task's cancellation: a cancelled statement is stopped in the database too.
public protocol DatabaseDriver: Sendable {
    /// The dialect that statements are written in.
    var dialect: any Dialect { get }

    /// Runs one statement on its own, outside any transaction.
    ///
    /// - Throws: ``DatabaseError``, its `sql` filled in. After an error the statement has had no effect, except when the
    ///   code is `connectionLost`.
    func run(_ statement: Statement) async throws(DatabaseError) -> Rows

    /// Leases a connection and begins a transaction on it.
    ///
    /// - Parameter options: How the transaction behaves.
    func begin(_ options: TransactionOptions) async throws(DatabaseError) -> any DatabaseTransaction

    /// Closes the database: statements in flight finish, later ones fail with the code `closed`. Can be called twice.
    func close() async
}
