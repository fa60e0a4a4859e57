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

    func commit() async throws(DatabaseError) {
        _ = try await inbox.performToTheEnd(Job(.commit, .commit, in: lease))
    }

    func rollback() async {
        // A connection that cannot be rolled back is closed, which the server takes for the same.
        _ = try? await inbox.performToTheEnd(Job(.rollback, .rollback, in: lease))
    }
}
