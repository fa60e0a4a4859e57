/// A thread that does one thing after the other: our own ``SocketLoop``, or an event loop of NIO.
///
/// What belongs to a connection is touched on its loop alone, so it needs no locks.
package protocol Loop: AnyObject, Sendable {
    /// Whether the caller is on the loop.
    var isCurrent: Bool { get }

    /// Runs `work` on the loop soon. It can be called from any thread.
    func execute(_ work: @escaping @Sendable () -> Void)

    /// Calls `work` on the loop again and again, until the ticker is cancelled. It must be called on the loop.
    func every(_ interval: Duration, _ work: @escaping () -> Void) -> Ticker
}

extension Loop {
    /// Runs `work` on the loop and returns what it returns.
    package func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            execute { continuation.resume(returning: work()) }
        }
    }
}

/// Something that a loop does again and again. It is used on that loop alone.
package final class Ticker {
    /// Whether it has been cancelled.
    package private(set) var isCancelled = false

    /// Makes a ticker that has not been cancelled.
    package init() {}

    /// Stops it.
    package func cancel() {
        isCancelled = true
    }
}
