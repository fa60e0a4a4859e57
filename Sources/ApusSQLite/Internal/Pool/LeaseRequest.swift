internal import ApusSQL

/// A transaction that waits for a connection. It is answered exactly once.
final class LeaseRequest: Sendable {
    let flag: CancellationFlag
    private let answered: @Sendable (Result<Worker, DatabaseError>) -> Void

    init(flag: CancellationFlag, answered: @escaping @Sendable (Result<Worker, DatabaseError>) -> Void) {
        self.flag = flag
        self.answered = answered
    }

    func answer(_ answer: Result<Worker, DatabaseError>) {
        answered(answer)
    }
}
