import ApusSQL

/// A transaction: the way to its statements' place in the reactor.
final class PostgresTransaction: DatabaseTransaction {
    private let lease: Lease
    private let inbox: Inbox

    init(_ lease: Lease, inbox: Inbox) {
        self.lease = lease
        self.inbox = inbox
    }

    deinit {
        // After a commit or rollback this does nothing.
        inbox.send(.abandon(lease))
    }

    func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        try statement.check()
        return try await inbox.perform(Job(.statement, statement, in: lease))
    }

    /// Copies, on a thread that has the connection for itself; returns how many rows were copied.
    ///
    /// - Parameters:
    ///   - command: The statement.
    ///   - conduit: Where the bytes go through; it is broken when the copying is over.
    ///   - work: Talks to the server.
    func copy(
        _ command: CopyCommand,
        through conduit: Conduit<[UInt8]>,
        _ work: @escaping @Sendable (OpenedConnection) -> Result<Int, DatabaseError>
    ) async throws(DatabaseError) -> Int {
        // If it does not even begin, nobody shall wait for it.
        defer { conduit.finish() }
        let statement = Statement(sql: command.sql, access: .write)
        do throws(DatabaseError) {
            try statement.check()
            let loan = Loan(work: work, interrupt: { conduit.abandon() })
            return try await inbox.perform(Job(.loan, statement, in: lease, loan: loan)).affectedCount
        } catch {
            conduit.abandon()
            throw error
        }
    }

    func commit() async throws(DatabaseError) {
        _ = try await inbox.performToTheEnd(Job(.commit, .commit, in: lease))
    }

    func rollback() async {
        // A connection that cannot be rolled back is closed, which the server takes for the same.
        _ = try? await inbox.performToTheEnd(Job(.rollback, .rollback, in: lease))
    }
}
