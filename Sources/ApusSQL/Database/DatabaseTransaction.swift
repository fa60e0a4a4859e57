/// A transaction of a ``DatabaseDriver``: the connection is its own until it ends.
///
/// Statements that are submitted in parallel run one after the other. Each transaction gets exactly one call of
/// ``commit()`` or ``rollback()``, and nothing after it.
public protocol DatabaseTransaction: Sendable {
    /// Runs one statement within the transaction.
    func run(_ statement: Statement) async throws(DatabaseError) -> Rows

    /// Makes the changes permanent and gives the connection back.
    ///
    /// - Throws: ``DatabaseError`` when the changes were not made; the connection is given back all the same. With the code
    ///   `connectionLost` it is not known whether they were.
    func commit() async throws(DatabaseError)

    /// Undoes the changes and gives the connection back, also when the task is cancelled. A connection that cannot be
    /// rolled back is closed, which has the same effect.
    func rollback() async
}
