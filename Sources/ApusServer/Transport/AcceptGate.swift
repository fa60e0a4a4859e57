import Synchronization

/// Counts the connections of a server on all of its loops, and says who may come in.
///
/// Beyond the limit, some more are let in to be told that there are too many. When those are too many as well, the rest
/// waits in the queue of the system.
final class AcceptGate: Sendable {
    /// How a connection is let in.
    enum Admission {
        case served
        /// Each of its requests is answered with 503.
        case refused
    }

    private let limit: Int
    private let refusedLimit: Int
    private let count = Atomic(0)

    /// Makes a gate that lets `limit` connections in to be served, and an eighth of that to be refused.
    init(limit: Int) {
        self.limit = max(1, limit)
        refusedLimit = max(16, limit / 8)
    }

    /// Lets a connection in, which has to ``leave()`` later; nil when there is no room for it.
    func admission() -> Admission? {
        let others = count.wrappingAdd(1, ordering: .relaxed).oldValue
        if others < limit { return .served }
        if others < limit + refusedLimit { return .refused }
        leave()
        return nil
    }

    /// A connection that was let in is no more.
    func leave() {
        count.wrappingSubtract(1, ordering: .relaxed)
    }
}
