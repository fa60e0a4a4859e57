import ApusCore
import ApusHTTP
import Logging
import NIOCore

extension HTTPConnection {
    /// Output is written when it has grown to this many bytes, also in the middle of a batch.
    private static let outputLimit = 64 * 1024

    /// Writes `response`.
    ///
    /// - Returns: What has to write the rest, when the body is a stream.
    func respond(_ response: Response, id: RequestID) -> OutputState.Stream? {
        guard transport != nil else { return nil }
        loop.claimOutput(for: self)
        var response = response
        if !response.isSendable {
            loop.logger.error(
                "A response was not sent, because its status or one of its header fields is not valid",
                metadata: ["request_id": "\(id)"]
            )
            response = Problem.internalServerError.response(requestID: id)
        }
        if case .upgrade(let run) = response.body.storage {
            upgrade(response, id: id, run)
            return nil
        }
        let body = response.body.delivery(to: output)
        if body == .stream, clientWaits, state.isReceivingBody {
            // What writes the body may read the request's, and `100 Continue` cannot follow a final response.
            clientWaits = false
            loop.output.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
        }
        let keepsAlive = state.willRespond(
            isComplete: body != .stream,
            endsWithConnection: body == .stream && output.isHTTP10 && response.body.length == nil,
            unreadBytes: unreadBody,
            clientWaits: clientWaits
        )
        let serializer = ResponseSerializer(
            requestMethod: output.requestMethod,
            isHTTP10: output.isHTTP10,
            keepsAlive: keepsAlive
        )
        switch serializer.write(response, date: loop.date, to: &loop.output) {
        case .none:
            break
        case .buffer(let buffer):
            write(body: buffer)
        case .stream(let stream):
            output.stream = stream
            flush()
            return stream
        }
        responded()
        return nil
    }

    /// Answers with 101 and gives the connection away.
    private func upgrade(_ response: Response, id: RequestID, _ run: @escaping UpgradedConnection.Run) {
        let serializer = ResponseSerializer(requestMethod: output.requestMethod, isHTTP10: false, keepsAlive: true)
        _ = serializer.write(response, date: loop.date, to: &loop.output)
        flush()
        guard let (transport, early) = leave() else { return }
        // In this order: a loop that is draining has drained when it has no connection left.
        let upgraded = UpgradedConnection(transport, on: loop, id: id)
        loop.remove(self)
        upgraded.start(run, early: early)
    }

    /// Tells the client to send the body it holds back.
    func sendContinue() {
        loop.claimOutput(for: self)
        loop.output.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
        flush()
    }

    func flush() {
        guard loop.outputOwner === self, loop.output.readableBytes > 0 else { return }
        guard let transport else { return loop.releaseOutput() }
        var bytes = loop.takeOutput()
        output.writtenBytes += bytes.readableBytes
        transport.write(&bytes)
        loop.keepOutput(bytes)
    }

    func flushIfLarge() {
        if loop.output.readableBytes >= Self.outputLimit { flush() }
    }

    /// Writes what is in the output, and `body` and `tail` after it.
    private func write(body: ByteBuffer, tail: StaticString = "") {
        guard let transport else { return loop.releaseOutput() }
        var head = loop.takeOutput()
        output.writtenBytes += head.readableBytes + body.readableBytes + tail.utf8CodeUnitCount
        transport.write(&head, body: body, tail: tail)
        loop.keepOutput(head)
    }

    // MARK: Streams

    /// What a ``BodyWriter`` of the response that is being sent does with each piece, on whatever thread it is called.
    static func sink(_ bound: LoopBound<HTTPConnection>) -> @Sendable (ByteBuffer) async throws -> Void {
        let loop = bound.loop
        let exchange = bound.value.output.exchange
        return { piece in
            try Task.checkCancellation()
            let waiter: WriteWaiter
            if loop.isCurrent {
                if try bound.value.send(piece, in: exchange) { return }
                waiter = WriteWaiter()
                bound.value.output.wait(waiter)
            } else {
                waiter = WriteWaiter()
                loop.execute { bound.value.send(piece, in: exchange, thenResume: waiter) }
            }
            try await waiter.wait()
        }
    }

    private func send(_ piece: ByteBuffer, in exchange: Int, thenResume waiter: WriteWaiter) {
        do {
            if try send(piece, in: exchange) {
                waiter.resume(with: .success(()))
            } else {
                output.wait(waiter)
            }
        } catch {
            waiter.resume(with: .failure(error))
        }
    }

    /// Sends a piece of a streamed body.
    ///
    /// - Parameters:
    ///   - piece: The bytes.
    ///   - exchange: The exchange whose response it belongs to. A writer that is kept for longer must not write into the
    ///     response to a later request.
    /// - Returns: Whether there is room for the next one.
    private func send(_ piece: ByteBuffer, in exchange: Int) throws -> Bool {
        guard let transport, let stream = output.stream, exchange == output.exchange else { throw CancellationError() }
        loop.claimOutput(for: self)
        if let remaining = stream.remaining {
            guard piece.readableBytes <= remaining else { throw StreamLengthError() }
            output.stream?.remaining = remaining - piece.readableBytes
        }
        if stream.isChunked {
            loop.output.writeString(String(piece.readableBytes, radix: 16))
            loop.output.writeStaticString("\r\n")
        }
        write(body: piece, tail: stream.isChunked ? "\r\n" : "")
        return transport.isWritable
    }

    /// Ends a streamed body.
    func finishStream() throws {
        guard let stream = output.stream else { return }
        guard stream.remaining ?? 0 == 0 else { throw StreamLengthError() }
        loop.claimOutput(for: self)
        if stream.isChunked { loop.output.writeStaticString("0\r\n\r\n") }
        output.stream = nil
        responded()
        flush()
    }

    /// Cuts the connection, so that the client notices that the body is not complete.
    func failStream(_ error: any Error, id: RequestID) {
        if transport != nil, !(error is CancellationError) {
            loop.logger.error("A streamed body failed", metadata: ["request_id": "\(id)", "error": "\(error)"])
        }
        output.stream = nil
        close()
    }

    // MARK: End

    /// Closes the sending side and drops what still arrives, so that the client is sure to see the response: to close
    /// with unread bytes would make the system take back what has been sent (RFC 9112, section 9.6).
    func linger() {
        flush()
        timeout = .linger
        deadline = loop.now + TimeAmount(loop.configuration.lingerTimeout)
        transport?.closeOutput()
    }

    /// Closes once the response has been sent.
    func closeAfterFlush() {
        flush()
        transport?.closeAfterWriting()
    }

    /// Closes at once, whatever the connection is at.
    package func close() {
        state.closed()
        transport?.close()
    }
}

/// A streamed body that has not the length that was announced.
private struct StreamLengthError: Error {}

extension ResponseBody {
    fileprivate enum Delivery {
        case atOnce
        case stream
    }

    fileprivate func delivery(to output: OutputState) -> Delivery {
        if case .stream = storage, output.requestMethod != .head { return .stream }
        return .atOnce
    }
}
