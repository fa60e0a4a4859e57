import ApusSQL

/// What a query does to the rows that it finds, so that nobody else changes them until the transaction ends.
struct RowLock: Sendable {
    let operation: SQLOperation
    let wait: LockWait

    func append(to builder: inout StatementBuilder) {
        builder.append(operation)
        switch wait {
        case .wait: break
        case .skip: builder.append(.skipLocked)
        case .fail: builder.append(.noWait)
        }
    }
}

/// What to do about rows that somebody else has locked.
public enum LockWait: Sendable, Hashable {
    /// Wait until they are free.
    case wait
    /// Leave them out: what a queue with several workers needs.
    case skip
    /// Fail at once.
    case fail
}
