package import NIOCore
import Synchronization

/// A request body on its way from a connection to a handler.
///
/// The connection puts bytes in and reads on only when the handler has taken them out, so a slow handler stops the
/// socket. There is one consumer; it may be on any thread.
package final class BodyStream: BodySource {
    private struct State {
        var buffered = ByteBuffer()
        var hasEnded = false
        var trailers = HeaderFields()
        var failure: Problem?
        var isCancelled = false
        var waiter: CheckedContinuation<ByteBuffer?, any Error>?

        mutating func take() -> Step {
            if let failure { return .failure(failure) }
            if buffered.readableBytes > 0 {
                defer { buffered = ByteBuffer() }
                return .value(buffered)
            }
            if hasEnded { return .value(nil) }
            if waiter != nil { return .failure(Problem.internalServerError) }
            return .wait
        }
    }

    private enum Step {
        case value(ByteBuffer?)
        case failure(any Error)
        case wait
    }

    /// The length that `Content-Length` gave; nil for a chunked body.
    package let expectedLength: Int?
    private let state = Mutex(State())
    private let whole = Mutex<ByteBuffer?>(nil)
    private let onDemand: @Sendable () -> Void

    /// The whole body, when somebody has collected it: what comes in one piece with its head can be read again too.
    package var collected: ByteBuffer? {
        get { whole.withLock { $0 } }
        set { whole.withLock { $0 = newValue } }
    }

    /// Makes an empty stream.
    ///
    /// - Parameters:
    ///   - expectedLength: The length that `Content-Length` gave, in bytes.
    ///   - onDemand: Called, on the consumer's thread, when the consumer has found or left the stream empty.
    package init(expectedLength: Int?, onDemand: @escaping @Sendable () -> Void) {
        self.expectedLength = expectedLength
        self.onDemand = onDemand
    }

    /// Adds bytes and returns how many now wait to be taken.
    ///
    /// Small pieces are copied together: a slice keeps the whole read buffer alive, and a client that sends single
    /// bytes must not make us keep thousands of those.
    package func yield(_ chunk: ByteBuffer) -> Int {
        let (waiter, delivery, count) = state.withLock { state in
            if let waiter = state.waiter {
                state.waiter = nil
                return (waiter as CheckedContinuation<ByteBuffer?, any Error>?, chunk, 0)
            }
            if state.buffered.readableBytes == 0 && chunk.readableBytes >= chunk.storageCapacity / 2 {
                state.buffered = chunk
            } else {
                state.buffered.writeImmutableBuffer(chunk)
            }
            return (nil, chunk, state.buffered.readableBytes)
        }
        if let waiter {
            waiter.resume(returning: delivery)
            onDemand()
        }
        return count
    }

    /// The fields that came after the body; none before its end.
    package var trailers: HeaderFields { state.withLock { $0.trailers } }

    /// Marks the end of the body.
    ///
    /// - Parameter trailers: The fields that came after it.
    package func finish(trailers: HeaderFields = HeaderFields()) {
        let waiter = state.withLock { state in
            state.hasEnded = true
            state.trailers = trailers
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: nil)
    }

    /// Ends the body before it is complete; bytes not yet taken are dropped.
    package func fail(_ problem: Problem) {
        let waiter = state.withLock { state -> CheckedContinuation<ByteBuffer?, any Error>? in
            guard !state.hasEnded, state.failure == nil else { return nil }
            state.failure = problem
            state.buffered = ByteBuffer()
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(throwing: problem)
    }

    /// The bytes that have come since the last call; waits for some when there are none, nil at the end.
    package func next() async throws -> ByteBuffer? {
        let step = state.withLock { state in
            state.isCancelled = false
            return state.take()
        }
        switch step {
        case .value(let chunk):
            if chunk != nil { onDemand() }
            return chunk
        case .failure(let error):
            throw error
        case .wait:
            onDemand()
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let step = state.withLock { state in
                    let step = state.isCancelled ? .failure(CancellationError()) : state.take()
                    if case .wait = step { state.waiter = continuation }
                    return step
                }
                switch step {
                case .value(let chunk): continuation.resume(returning: chunk)
                case .failure(let error): continuation.resume(throwing: error)
                case .wait: break
                }
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
