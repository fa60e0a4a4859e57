import ApusSQL

/// Something that a connection shall do, and the task that waits for it.
///
/// Sendable without the compiler's proof: the task that makes a job writes to it before it sends it through the
/// ``Inbox``, whose lock orders this before everything that the reactor's thread does with it; from then on only that
/// thread touches it. (A cancellation can be sent before the job is: the two threads then touch different properties.)
final class Job: @unchecked Sendable {
    enum Kind {
        case statement
        case begin
        case commit
        case rollback
        case loan
    }

    let kind: Kind
    let statement: Statement
    /// The transaction that the job belongs to.
    let lease: Lease?
    /// What is done with the connection instead of running the statement.
    let loan: Loan?
    /// Who waits; nil once it has been answered.
    var continuation: CheckedContinuation<Result<Rows, DatabaseError>, Never>?

    // The rest is the reactor's.

    var place = Place.new
    var form = StatementForm.direct
    var ticket: Pool<Job>.Ticket?
    var isCancelled = false
    /// It was in a batch that failed, and gets a connection to itself.
    var runsAlone = false
    /// It was run in vain, because its connection broke or its plan was stale; it is not tried a third time.
    var wasRetried = false

    /// The statement whose prepared form may have been to blame when it was run before; it is sent as a whole now.
    private(set) var suspect: KnownStatement?

    enum Place {
        case new
        case waiting
        case waitingInTransaction
        case running(Connection)
        case done
    }

    init(_ kind: Kind, _ statement: Statement, in lease: Lease? = nil, loan: Loan? = nil) {
        self.loan = loan
        self.kind = kind
        self.statement = statement
        self.lease = lease
    }

    /// Whether running it twice is the same as running it once.
    var isRepeatable: Bool { lease == nil && statement.access == .read }

    var isUnanswered: Bool {
        if case .done = place { false } else { true }
    }

    var changesSchema: Bool {
        if case .direct = form { StatementCatalog.changesSchema(statement.sql) } else { false }
    }

    var use: Pool<Job>.Use {
        if kind == .begin { return .lease }
        guard lease == nil, !runsAlone, case .kept(let known) = form, known.isQuick else { return .alone }
        return isRepeatable ? .shared : known.isModification ? .queued : .alone
    }

    /// The statement is sent as a whole from now on; returns false when it was already.
    func forget() -> Bool {
        guard case .kept = form else { return false }
        form = .direct
        return true
    }

    /// The statement is sent as a whole from now on, so that the server finds out the types of its values anew; returns false
    /// when it was already.
    func suspectTypes() -> Bool {
        guard case .kept(let known) = form else { return false }
        suspect = known
        form = .direct
        return true
    }

    func answer(_ result: Result<Rows, DatabaseError>) {
        place = .done
        continuation?.resume(returning: result)
        continuation = nil
    }
}
