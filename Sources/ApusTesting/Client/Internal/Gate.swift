import Synchronization

/// Lets one task pass each time it is opened. Opened twice before anybody has come, it still lets one pass.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var isCancelled = false
        var waiter: CheckedContinuation<Void, any Error>?
    }

    private let state = Mutex(State())

    func open() {
        let waiter = state.withLock { state in
            state.isOpen = state.waiter == nil
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Waits until the gate is opened, and closes it.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    func pass() async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if state.isCancelled { return .failure(CancellationError()) }
                    if state.isOpen {
                        state.isOpen = false
                        return .success(())
                    }
                    state.waiter = continuation
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.isCancelled = true
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume(throwing: CancellationError())
        }
    }
}
