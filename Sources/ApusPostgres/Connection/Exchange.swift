import ApusSQL

/// What a connection is doing: one statement, or several that share a round trip.
struct Exchange {
    /// A class, since it is looked at and changed at every step of its way.
    final class Entry {
        let job: Job
        var prepared: PreparedStatement?
        /// Whether it was prepared in this exchange, so that it fits the schema.
        var isNewlyPrepared = false
        var storage: ResultStorage?
        var error: DatabaseError?
        /// Whether the error is that the prepared statement has to be prepared anew.
        var hasStalePlan = false
        /// Whether the error may be that the prepared statement's parameters have types which the schema does not ask for any
        /// more.
        var mayHaveStaleTypes = false
        /// Whether the error is that the server does not know the prepared statement.
        var isUnknown = false

        /// Whether the sync point that is the statement's own was reached: what it did is there to stay.
        var isCommitted = false

        init(_ job: Job) {
            self.job = job
        }

        /// Whether the server has to parse the statement before it can run.
        var needsPreparation: Bool {
            if case .direct = job.form { false } else { prepared == nil }
        }
    }

    enum Stage {
        /// Statements that this connection does not know yet are being parsed: nothing has had an effect.
        case preparing
        case executing
    }

    let entries: [Entry]
    /// Whether the statements only read, so that one sync point does for all of them.
    let sharesSyncPoint: Bool
    var batch: Batch
    var stage = Stage.preparing
    /// When the current stage began.
    var start: ContinuousClock.Instant
    /// Why the commit at the sync point failed.
    var commitError: ServerError?

    init(_ jobs: [Job], at now: ContinuousClock.Instant) {
        entries = jobs.map { Entry($0) }
        sharesSyncPoint = jobs.count == 1 || jobs.allSatisfy(\.isRepeatable)
        batch = Batch(count: jobs.count)
        start = now
    }

    /// What the caller of a statement that is not run again is told.
    func result(_ index: Int) -> Result<Rows, DatabaseError> {
        let entry = entries[index]
        if let error = entry.error { return .failure(error) }
        if let commitError { return .failure(commitError.databaseError(sql: entry.job.statement.sql)) }
        guard let storage = entry.storage else {
            return .failure(DatabaseError(.other, message: "the server gave no answer", sql: entry.job.statement.sql))
        }
        return .success(Rows(storage: storage, affectedCount: storage.affectedCount))
    }
}
