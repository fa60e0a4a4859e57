import ApusHTTP
import NIOCore

/// What a connection knows about the response it is sending.
struct OutputState {
    /// A response body that is written piece by piece.
    struct Stream {
        let isChunked: Bool
        let produce: @Sendable (BodyWriter) async throws -> Void
        /// How many bytes are still to come; nil if that is not known.
        var remaining: Int?
    }

    /// Counts the requests that have been answered or are being answered.
    private(set) var exchange = 0
    var requestMethod = RequestMethod.get
    var isHTTP10 = false
    var stream: Stream?

    private var waiters: [WriteWaiter] = []
    /// Whether nobody will go on any more: the client has gone, perhaps in the middle of the write that asks for room.
    private var hasFailed = false

    /// Bytes given to the transport since the last tick, and bytes it had not sent at that tick.
    var writtenBytes = 0
    var bufferedBytes = 0

    /// A response to `head` follows; nil when the request could not be parsed.
    mutating func begin(_ head: RequestHead?) {
        exchange += 1
        requestMethod = head?.method ?? .get
        isHTTP10 = head?.isHTTP10 ?? false
        stream = nil
    }

    /// Lets `waiter` go on when the transport has room.
    mutating func wait(_ waiter: WriteWaiter) {
        guard !hasFailed else { return waiter.resume(with: .failure(CancellationError())) }
        waiters.append(waiter)
    }

    mutating func resumeWaiters() {
        let resumed = waiters
        waiters = []
        for waiter in resumed { waiter.resume(with: .success(())) }
    }

    mutating func failWaiters() {
        hasFailed = true
        let failed = waiters
        waiters = []
        for waiter in failed { waiter.resume(with: .failure(CancellationError())) }
    }
}
