/// Runs work that blocks for a short while, such as reading a file, away from the event loops.
enum BlockingWork {
    /// Runs `work` on a thread of Swift's own pool and comes back to the executor of the caller.
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withTaskExecutorPreference(globalConcurrentExecutor) {
            try await onThePool(work)
        }
    }

    @concurrent
    private static func onThePool<Result: Sendable>(_ work: @Sendable () throws -> Result) async throws -> Result {
        try work()
    }
}
