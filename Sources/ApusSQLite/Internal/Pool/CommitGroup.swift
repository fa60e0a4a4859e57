internal import ApusSQL

/// Runs statements that wait for the writer in one transaction, so that they share the cost of its commit.
///
/// Nobody can tell: each caller hears of its statement only after the commit, and whatever could let one statement touch
/// another makes the group start over, each statement in a transaction of its own. Such are a statement that rolls the
/// whole transaction back, a foreign key that is checked only at the commit, and a commit that fails. A statement that
/// fails in another way has changed nothing, which SQLite sees to.
struct CommitGroup {
    private static let maximumCount = 128
    /// How long the first statement waits for its companions.
    private static let maximumDuration = Duration.milliseconds(5)

    private let connection: Connection
    private var outcomes: [(job: StatementJob, outcome: StatementJob.Outcome)] = []

    private init(_ connection: Connection) {
        self.connection = connection
    }

    /// Runs a statement, together with others when any wait.
    ///
    /// - Parameters:
    ///   - first: The statement.
    ///   - connection: The writer's connection.
    ///   - next: Takes the statement that waits at the head of the line.
    static func run(_ first: StatementJob, on connection: Connection, next: () -> StatementJob?) {
        guard joins(first, on: connection), let second = next() else { return first.run(on: connection) }
        do throws(DatabaseError) {
            try connection.control("begin immediate", until: .cancellation(first.flag))
        } catch {
            var error = error
            error.sql = first.statement.sql
            first.finish(.failure(error))
            return second.run(on: connection)
        }
        var group = CommitGroup(connection)
        group.run([first, second], next: next)
    }

    private mutating func run(_ jobs: [StatementJob], next: () -> StatementJob?) {
        let deadline = ContinuousClock.now + Self.maximumDuration
        var taken = jobs[...]
        var isSound = true
        while isSound, let job = taken.popFirst() {
            guard Self.joins(job, on: connection) else {
                taken.insert(job, at: taken.startIndex)
                break
            }
            outcomes.append((job, job.outcome(on: connection)))
            isSound = !connection.isAutocommit && !connection.hasDeferredViolations
            if taken.isEmpty, outcomes.count < Self.maximumCount, ContinuousClock.now < deadline, let job = next() {
                taken.append(job)
            }
        }
        end(isSound: isSound)
        for job in taken {
            job.run(on: connection)
        }
    }

    private func end(isSound: Bool) {
        if isSound, (try? connection.control("commit")) != nil {
            for (job, outcome) in outcomes { job.finish(outcome) }
        } else {
            connection.rollback()
            for (job, _) in outcomes { job.run(on: connection) }
        }
    }

    /// Whether a statement can share a transaction: it changes or reads rows, and nothing else.
    private static func joins(_ job: StatementJob, on connection: Connection) -> Bool {
        guard !job.flag.isSet, let prepared = try? connection.prepare(job.statement) else { return false }
        return switch prepared.kind {
        case .query, .change: true
        case .transactionControl, .savepoint, .other: false
        }
    }
}
