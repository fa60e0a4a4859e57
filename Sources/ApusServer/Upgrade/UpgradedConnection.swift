import ApusCore
import ApusHTTP
import Logging
import NIOCore

/// A connection that has left HTTP (RFC 9110, section 7.8): it carries bytes between the client and what has taken it over,
/// with back-pressure both ways, until that returns.
final class UpgradedConnection: WireProtocol {
    typealias Run = @Sendable (RequestBody, BodyWriter) async throws -> Void

    private let loop: ServerLoop
    /// nil when the connection is closed.
    private var transport: (any Transport)?
    private let id: RequestID
    private var input: BodyStream?
    private var isPaused = false
    private var task: Task<Void, Never>?
    private var waiters: [WriteWaiter] = []
    /// When the client has to have closed its side, after we have closed ours.
    private var deadline: NIODeadline?
    private var progress = WriteProgress()

    /// Takes over `transport`, whose protocol it becomes.
    ///
    /// - Parameters:
    ///   - transport: What moves the bytes.
    ///   - loop: What the connections of its loop share.
    ///   - id: The identity of the request that has led to it.
    init(_ transport: any Transport, on loop: ServerLoop, id: RequestID) {
        self.transport = transport
        self.loop = loop
        self.id = id
        transport.protocol = self
        loop.add(self)
    }

    /// Lets `run` have the connection.
    ///
    /// - Parameter early: What the client has sent already.
    func start(_ run: @escaping Run, early: ByteBuffer?) {
        let bound = LoopBound(self, on: loop.loop)
        let input = BodyStream(expectedLength: nil) {
            if bound.loop.isCurrent {
                bound.value.inputIsWanted()
            } else {
                bound.loop.execute { bound.value.inputIsWanted() }
            }
        }
        self.input = input
        if let early { received(early) }
        task = Task.immediate(executorPreference: loop.executor) {
            do {
                try await run(RequestBody(input), BodyWriter(UpgradedConnection.sink(bound)))
                bound.value.finish()
            } catch {
                bound.value.fail(error)
            }
        }
        if transport == nil { task?.cancel() }
    }

    // MARK: What the transport tells

    var wantsInput: Bool { !isPaused }

    func received(_ bytes: ByteBuffer) {
        if let input, input.yield(bytes) >= loop.configuration.bodyBufferBytes { isPaused = true }
        loop.keepInput(bytes)
    }

    func inputEnded() {
        guard deadline == nil else {
            transport?.closeAfterWriting()
            return
        }
        input?.finish()
    }

    func becameWritable() {
        let resumed = waiters
        waiters = []
        for waiter in resumed { waiter.resume(with: .success(())) }
    }

    func disconnected() {
        guard transport != nil else { return }
        transport = nil
        loop.remove(self)
        input?.fail(.badRequest(code: "connection_lost"))
        task?.cancel()
        let failed = waiters
        waiters = []
        for waiter in failed { waiter.resume(with: .failure(CancellationError())) }
    }

    func tick(_ interval: Duration) {
        let buffered = transport?.bufferedBytes ?? 0
        let isTooSlow = progress.isTooSlow(buffered: buffered, after: interval, configuration: loop.configuration)
        // As long as the last bytes are on their way, it is the client's speed that counts.
        if buffered > 0, let deadline { self.deadline = deadline + loop.sinceLastTick }
        if isTooSlow || deadline.map({ loop.now >= $0 }) == true { close() }
    }

    /// Ends the input, so that what has taken the connection over can say goodbye.
    func drain() {
        input?.fail(.serviceUnavailable(retryAfter: 1))
    }

    func close() {
        transport?.close()
    }

    private func inputIsWanted() {
        guard isPaused else { return }
        isPaused = false
        transport?.resumeReading()
    }

    // MARK: Sending

    private static func sink(_ bound: LoopBound<UpgradedConnection>) -> @Sendable (ByteBuffer) async throws -> Void {
        { piece in
            try Task.checkCancellation()
            let waiter = WriteWaiter()
            if bound.loop.isCurrent {
                if try bound.value.send(piece) { return }
                bound.value.waiters.append(waiter)
            } else {
                bound.loop.execute { bound.value.send(piece, thenResume: waiter) }
            }
            try await waiter.wait()
        }
    }

    private func send(_ piece: ByteBuffer, thenResume waiter: WriteWaiter) {
        do {
            if try send(piece) {
                waiter.resume(with: .success(()))
            } else {
                waiters.append(waiter)
            }
        } catch {
            waiter.resume(with: .failure(error))
        }
    }

    /// Sends `piece`.
    ///
    /// - Returns: Whether there is room for more.
    private func send(_ piece: ByteBuffer) throws -> Bool {
        guard let transport, deadline == nil else { throw CancellationError() }
        progress.written += piece.readableBytes
        var piece = piece
        transport.write(&piece)
        // To write may have found that the client has gone.
        guard self.transport != nil else { throw CancellationError() }
        return transport.isWritable
    }

    // MARK: End

    /// Closes the sending side and drops what arrives until the client has closed its own.
    private func finish() {
        input = nil
        isPaused = false
        deadline = loop.now + TimeAmount(loop.configuration.lingerTimeout)
        transport?.closeOutput()
        transport?.resumeReading()
    }

    private func fail(_ error: any Error) {
        if !(error is CancellationError) {
            loop.logger.error("An upgraded connection failed", metadata: ["request_id": "\(id)", "error": "\(error)"])
        }
        close()
    }
}
