import ApusSQL
import Synchronization

/// Asks a primary and its replicas, again and again, how far they are.
final class ReplicaWatch: Sendable {
    private let primary: PostgresDriver
    private let replicas: [PostgresDriver]
    private let maximumLag: Duration
    private let progress: Mutex<[ReplicaProgress]>

    init(primary: PostgresDriver, replicas: [PostgresDriver], maximumLag: Duration) {
        self.primary = primary
        self.replicas = replicas
        self.maximumLag = maximumLag
        progress = Mutex(Array(repeating: ReplicaProgress(), count: replicas.count))
    }

    var lags: [Duration?] {
        let now = ContinuousClock.now
        return progress.withLock { $0.map { $0.lag(at: now) } }
    }

    /// The numbers of the replicas that may answer somebody who wrote at `write`.
    func usable(after write: ContinuousClock.Instant?) -> [Int] {
        let now = ContinuousClock.now
        return progress.withLock { progress in
            progress.indices.filter { progress[$0].isUsable(after: write, maximumLag: maximumLag, at: now) }
        }
    }

    /// Asks until the task is cancelled.
    func run(every interval: Duration) async {
        while !Task.isCancelled {
            await check()
            try? await Task.sleep(for: interval)
        }
    }

    private func check() async {
        let instant = ContinuousClock.now
        guard let written = await position("pg_current_wal_insert_lsn()", of: primary) else { return }
        await withTaskGroup(of: Void.self) { group in
            for (number, replica) in replicas.enumerated() {
                group.addTask {
                    let replayed = await self.position("pg_last_wal_replay_lsn()", of: replica)
                    self.progress.withLock { progress in
                        guard let replayed else { return progress[number].failed() }
                        progress[number].observed(primary: (written, instant), replica: replayed)
                    }
                }
            }
        }
    }

    /// A position in the write-ahead log, in bytes; nil when the server does not say.
    private func position(_ function: String, of driver: PostgresDriver) async -> Int64? {
        let sql = "select (\(function) - '0/0'::pg_lsn)::bigint"
        return try? await driver.run(Statement(sql: sql, access: .read)).first?.decode(Int64?.self, at: 0)
    }
}
