import Logging
import Synchronization

/// Runs checks, at most once at a time and not more often than is useful.
final class HealthChecks: Sendable {
    private struct State {
        var latest: (report: HealthReport, time: ContinuousClock.Instant)?
        var running: Task<HealthReport, Never>?
        var wasReady = true
    }

    private let runs: [CheckRun]
    private let freshness: Duration
    private let state = Mutex(State())

    init(_ checks: [HealthCheck], freshness: Duration) {
        runs = checks.map(CheckRun.init)
        self.freshness = freshness
    }

    /// What the checks find, or have found a moment ago.
    func report(logger: Logger? = nil) async -> HealthReport {
        let now = ContinuousClock.now
        let (fresh, task) = state.withLock { state -> (HealthReport?, Task<HealthReport, Never>?) in
            if let latest = state.latest, now - latest.time < freshness { return (latest.report, nil) }
            if let running = state.running { return (nil, running) }
            // Of nobody who asks: who goes away must not take the answer from the others.
            let task = Task { await self.run(logger) }
            state.running = task
            return (nil, task)
        }
        if let fresh { return fresh }
        return await task?.value ?? HealthReport(results: [])
    }

    private func run(_ logger: Logger?) async -> HealthReport {
        let runs = runs
        let results = await withTaskGroup(of: (Int, HealthReport.Result).self) { tasks in
            for (index, run) in runs.enumerated() {
                tasks.addTask { (index, await run.result()) }
            }
            var results = [HealthReport.Result?](repeating: nil, count: runs.count)
            for await (index, result) in tasks { results[index] = result }
            return results.compactMap { $0 }
        }
        let report = HealthReport(results: results)
        let hasChanged = state.withLock { state in
            state.latest = (report, .now)
            state.running = nil
            defer { state.wasReady = report.isReady }
            return state.wasReady != report.isReady
        }
        if hasChanged { log(report, logger) }
        return report
    }

    private func log(_ report: HealthReport, _ logger: Logger?) {
        guard !report.isReady else {
            logger?.notice("The server is ready again")
            return
        }
        let failures = report.results.filter(\.isRequired).compactMap { result in
            result.failure.map { "\(result.name): \($0)" }
        }
        logger?.warning("The server is not ready", metadata: ["failures": .array(failures.map { .string($0) })])
    }
}
