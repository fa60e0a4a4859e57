public import ApusSQL

extension Database {
    /// Waits for an advisory lock, and holds it until the transaction ends. PostgreSQL only.
    ///
    /// - Parameter lock: The lock.
    /// - Throws: `DatabaseError`: `misuse` outside of a transaction, `busy` when the transaction's lock timeout passes first.
    public func lock(_ lock: AdvisoryLock) async throws(DatabaseError) {
        try checkTransaction()
        try await execute("select pg_advisory_xact_lock(\(lock.key))")
    }

    /// Takes an advisory lock until the transaction ends, unless somebody else holds it. PostgreSQL only.
    ///
    /// - Parameter lock: The lock.
    /// - Returns: Whether it was taken.
    /// - Throws: `DatabaseError`, with the code `misuse` outside of a transaction.
    public func tryLock(_ lock: AdvisoryLock) async throws(DatabaseError) -> Bool {
        try checkTransaction()
        return try await first("select pg_try_advisory_xact_lock(\(lock.key))", as: Bool.self) ?? false
    }

    private func checkTransaction() throws(DatabaseError) {
        guard !isTransaction else { return }
        throw DatabaseError(.misuse, message: "an advisory lock is held by a transaction: take it inside of one")
    }
}
