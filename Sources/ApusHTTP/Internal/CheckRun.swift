import Synchronization

/// Runs one check within its time.
final class CheckRun: Sendable {
    private let check: HealthCheck
    private let isRunning = Atomic(false)

    init(_ check: HealthCheck) {
        self.check = check
    }

    /// What the check finds. It is given up after its time even if it does not heed its cancellation, and does not start
    /// again before it has ended: checks that hang do not gather.
    func result() async -> HealthReport.Result {
        let start = ContinuousClock.now
        let failure: String?
        if isRunning.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged {
            failure = await outcome()
        } else {
            failure = "is still waiting since an earlier time"
        }
        return HealthReport.Result(
            name: check.name,
            failure: failure,
            isRequired: check.isRequired,
            duration: ContinuousClock.now - start
        )
    }

    private func outcome() async -> String? {
        let (outcomes, continuation) = AsyncStream.makeStream(of: String?.self, bufferingPolicy: .bufferingOldest(1))
        let work = Task {
            let failure: String?
            do {
                try await check.run()
                failure = nil
            } catch {
                failure = "\(error)"
            }
            isRunning.store(false, ordering: .releasing)
            continuation.yield(failure)
        }
        let timer = Task { [timeout = check.timeout] in
            try await Task.sleep(for: timeout)
            continuation.yield("did not answer within \(timeout)")
        }
        defer {
            work.cancel()
            timer.cancel()
        }
        for await outcome in outcomes { return outcome }
        return "was cancelled"
    }
}
