/// The fate of statements that share a round trip.
///
/// Those that share a sync point too are one implicit transaction: the first error undoes what came before it and skips what
/// comes after. Where each has a sync point of its own, an error is its own statement's alone.
struct Batch: Sendable, Hashable {
    private enum Outcome: Sendable, Hashable {
        case pending
        case succeeded
        /// The statement's own error.
        case failed
        /// A cancellation hit it, which was perhaps meant for a neighbour.
        case interrupted
    }

    enum Verdict: Sendable, Hashable {
        case answer
        case fail
        /// It did nothing wrong: a neighbour's error, or cancellation, was in its way.
        case runAgain
    }

    private var outcomes: [Outcome]
    private var isUndone = false

    init(count: Int) {
        outcomes = Array(repeating: .pending, count: count)
    }

    mutating func succeeded(_ index: Int) {
        outcomes[index] = .succeeded
    }

    mutating func failed(_ index: Int) {
        outcomes[index] = .failed
    }

    mutating func interrupted(_ index: Int) {
        outcomes[index] = .interrupted
    }

    /// The statements ran, but the commit at the sync point failed: a deferred constraint, for example.
    mutating func commitFailed() {
        isUndone = true
    }

    /// Whether the statement has not failed so far.
    func isGood(_ index: Int) -> Bool {
        outcomes[index] == .pending || outcomes[index] == .succeeded
    }

    /// What the statement's caller is told, once the last sync point is reached.
    ///
    /// - Parameters:
    ///   - index: The statement.
    ///   - isCancelled: Whether its own caller has given up.
    func verdict(for index: Int, isCancelled: Bool) -> Verdict {
        switch outcomes[index] {
        case .failed: .fail
        case .interrupted: isCancelled || outcomes.count == 1 ? .fail : .runAgain
        case .pending: .runAgain
        // A failed commit is nobody's fault in particular, unless there is only one who can have caused it.
        case .succeeded: !isUndone ? .answer : outcomes.count == 1 ? .fail : .runAgain
        }
    }
}
