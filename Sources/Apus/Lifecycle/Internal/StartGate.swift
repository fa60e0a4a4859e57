/// Something to wait for that happens once.
struct StartGate: Sendable {
    private let stream: AsyncStream<Never>
    private let continuation: AsyncStream<Never>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func open() {
        continuation.finish()
    }

    /// Waits until the gate is open, or the task is cancelled. One task may wait.
    func wait() async {
        for await _ in stream {}
    }
}
