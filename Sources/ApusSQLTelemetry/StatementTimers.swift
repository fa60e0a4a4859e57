import ApusSQL
import Metrics
import Synchronization

/// The timers of statements, each of which is made once: to make one may cost a backend of metrics more than a statement.
final class StatementTimers: Sendable {
    private struct Key: Hashable {
        let operation: String
        let error: DatabaseError.Code?
    }

    private let system: String
    private let factory: any MetricsFactory
    private let timers = Mutex<[Key: Timer]>([:])

    init(system: String, factory: any MetricsFactory) {
        self.system = system
        self.factory = factory
    }

    func timer(of operation: String, _ error: DatabaseError.Code?) -> Timer {
        let key = Key(operation: operation, error: error)
        return timers.withLock { timers in
            if let timer = timers[key] { return timer }
            var dimensions = [("db.system.name", system), ("db.operation.name", operation)]
            if let error { dimensions.append(("error.type", "\(error)")) }
            let timer = Timer(
                label: "db.client.operation.duration",
                dimensions: dimensions,
                preferredDisplayUnit: .seconds,
                factory: factory
            )
            timers[key] = timer
            return timer
        }
    }
}
