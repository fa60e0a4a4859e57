/// The order of requests within one transaction: they run one after the other, and none is taken in after its end.
struct TransactionQueue<Request> {
    enum Admission: Sendable, Hashable {
        case run
        case wait
        case refuse
    }

    /// Whether nothing more is taken in.
    private(set) var isEnded = false
    /// A transaction starts with its own beginning.
    private var isRunning = true
    private var waiting: [Request] = []

    /// A request wants to run.
    ///
    /// - Parameter isLast: Whether it ends the transaction.
    mutating func submit(_ request: Request, isLast: Bool) -> Admission {
        guard !isEnded else { return .refuse }
        isEnded = isLast
        guard isRunning else {
            isRunning = true
            return .run
        }
        waiting.append(request)
        return .wait
    }

    /// What ran is done; returns what runs next.
    mutating func finished() -> Request? {
        isRunning = !waiting.isEmpty
        return isRunning ? waiting.removeFirst() : nil
    }

    /// Takes out what waits and satisfies `condition`.
    mutating func withdraw(where condition: (Request) -> Bool) -> [Request] {
        let withdrawn = waiting.filter(condition)
        waiting.removeAll(where: condition)
        return withdrawn
    }

    /// The transaction is over; returns what still waits, in vain.
    mutating func close() -> [Request] {
        isEnded = true
        isRunning = false
        defer { waiting = [] }
        return waiting
    }
}
