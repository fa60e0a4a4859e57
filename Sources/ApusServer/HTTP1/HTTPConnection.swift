import ApusCore
import ApusHTTP
import Logging
package import NIOCore

/// One client connection: reads requests, has them answered, and writes the responses.
///
/// The parser and ``ConnectionStateMachine`` decide; this class does what they say. Requests are answered one after the
/// other. The handler starts right where its request has been parsed and runs on this loop; when it does not have to
/// wait for anything, the response is in the output before the next request is looked at, and all the responses to
/// what one read brought leave with one write. It knows nothing of sockets: its ``Transport`` moves the bytes.
package final class HTTPConnection: WireProtocol {
    /// How many requests, or pieces of bodies, are handled before others have their turn.
    private static let eventsInATurn = 64

    let loop: ServerLoop
    /// nil when the connection is closed.
    private(set) var transport: (any Transport)?
    private let info: ConnectionInfo
    private let refuses: Bool

    var state: ConnectionStateMachine
    private var parser: RequestParser
    /// Bytes that have arrived and not been parsed.
    private var input: ByteBuffer?
    private var hasInputEnded = false
    private var isProcessing = false
    /// Whether others have their turn before the requests that have arrived go on.
    private var isYielding = false

    // The request that is being answered.
    private var task: Task<Void, Never>?
    private var body: BodyStream?
    private var isBodyPaused = false
    /// How much of the body has not been parsed; nil for a chunked one.
    var unreadBody: Int?
    /// Whether the client waits for `100 Continue`.
    var clientWaits = false

    var output: OutputState
    var timeout = Timeout.head
    var deadline: NIODeadline
    var bodyRate = TransferRate()
    var writeRate = TransferRate()

    /// Speaks HTTP/1.1 over `transport`, whose protocol it becomes.
    ///
    /// - Parameters:
    ///   - transport: What moves the bytes.
    ///   - loop: What the connections of its loop share.
    ///   - refuses: Whether there are too many connections, so that the request is answered with 503.
    package init(_ transport: any Transport, on loop: ServerLoop, refuses: Bool = false) {
        self.loop = loop
        self.refuses = refuses
        self.transport = transport
        let configuration = loop.configuration
        info = ConnectionInfo(remoteAddress: transport.remoteAddress, logger: loop.logger)
        state = ConnectionStateMachine(discardLimit: configuration.maximumDiscardedBytes)
        parser = RequestParser(limits: RequestLimits(configuration))
        output = OutputState()
        deadline = loop.now + TimeAmount(configuration.headerTimeout)
        transport.protocol = self
        loop.add(self)
    }

    // MARK: What the transport tells

    package func received(_ bytes: ByteBuffer) {
        guard !state.isLingering, !state.isClosed, !state.ignoresInput else { return loop.keepInput(bytes) }
        if input == nil {
            input = bytes
        } else {
            var bytes = bytes
            input?.writeBuffer(&bytes)
            loop.keepInput(bytes)
        }
        process()
        shrinkInput()
    }

    /// Moves what has not been parsed out of the large buffer it was read into: a connection may wait for long.
    private func shrinkInput() {
        guard let bytes = input, bytes.readableBytes < bytes.storageCapacity / 4 else { return }
        input = ByteBuffer(copying: bytes)
        loop.keepInput(bytes)
    }

    package func becameWritable() {
        output.resumeWaiters()
        process()
    }

    package func inputEnded() {
        process()
        hasInputEnded = true
        if !isYielding { endInput() }
    }

    private func endInput() {
        switch state.inputEnded() {
        // What is on its way is still sent: a client may close its sending side and go on to read.
        case .close: closeAfterFlush()
        case .cancel:
            failBody(.badRequest(code: "incomplete_body", detail: "The body ends too early."))
            task?.cancel()
            output.failWaiters()
        case .none: break
        }
    }

    /// Lets go of everything, so that a handler that never returns keeps nothing of the connection but this object.
    package func disconnected() {
        guard transport != nil else { return }
        transport = nil
        input = nil
        state.closed()
        if loop.outputOwner === self { loop.releaseOutput() }
        loop.remove(self)
        failBody(.badRequest(code: "incomplete_body", detail: "The client closed the connection."))
        task?.cancel()
        task = nil
        output.failWaiters()
    }

    /// Lets go of the transport, which gets another protocol.
    ///
    /// - Returns: The transport, with what the client has sent already; nil when the connection is closed.
    func leave() -> (transport: any Transport, early: ByteBuffer?)? {
        guard let transport else { return nil }
        let early = input
        self.transport = nil
        input = nil
        task = nil
        state.closed()
        return (transport, early)
    }

    // MARK: Requests

    var hasInput: Bool { input != nil }
    var isWaitingForBody: Bool { state.isReceivingBody && !isBodyPaused && !clientWaits }

    /// Whether the transport has room for more responses.
    private var isWritable: Bool { transport?.isWritable ?? false }

    package var wantsInput: Bool {
        // While a request is being answered, a little of what follows it is read; then the client has to wait.
        !isBodyPaused && !isYielding && !state.ignoresInput && (input == nil || (state.canParse && isWritable))
    }

    /// Parses what there is and answers it, as far as that is possible now.
    func process() {
        guard !isProcessing, !isYielding else { return }
        isProcessing = true
        var count = 0
        while state.canParse, isWritable, !isBodyPaused, let event = nextEvent() {
            handle(event)
            flushIfLarge()
            count += 1
            if count == Self.eventsInATurn, hasInput {
                yield()
                break
            }
        }
        isProcessing = false
        flush()
        updateTimeout()
        if wantsInput { transport?.resumeReading() }
    }

    /// Goes on in the next round of the loop, so that a client that sends many requests at once does not keep it to itself.
    private func yield() {
        isYielding = true
        let bound = LoopBound(self, on: loop.loop)
        loop.loop.execute {
            let connection = bound.value
            connection.isYielding = false
            connection.process()
            if connection.hasInputEnded, !connection.isYielding { connection.endInput() }
        }
    }

    private func nextEvent() -> RequestParser.Event? {
        guard var bytes = input ?? (parser.isAtEndOfBody ? ByteBuffer() : nil) else { return nil }
        // So that there is one reference to the bytes, and adding to them later does not copy.
        input = nil
        let event = parser.next(&bytes)
        if bytes.readableBytes > 0 { input = bytes } else { loop.keepInput(bytes) }
        return event
    }

    private func handle(_ event: RequestParser.Event) {
        switch event {
        case .head(let parsed):
            timeout = .none
            guard !refuses else {
                return fail(.serviceUnavailable(retryAfter: 1, detail: "There are too many connections."), parsed.head)
            }
            state.receivedHead(isPersistent: parsed.isPersistent, hasBody: parsed.framing != .none)
            output.begin(parsed.head)
            let body = makeBody(parsed)
            answer(Request(head: parsed.head, body: body, id: RequestID(using: &loop.ids), connection: info))
        case .body(let piece):
            receive(piece)
        case .end(let trailers):
            body?.finish(trailers: trailers)
            body = nil
            state.receivedEnd()
        case .failure(let failure):
            fail(failure.problem)
        }
    }

    /// Starts the handler. If it need not wait for anything, the response has been written when this function returns.
    private func answer(_ request: Request) {
        guard let task = loop.answer(request, for: self) else { return }
        // The first write of a stream may have found that the client has gone.
        if transport == nil { task.cancel() } else { self.task = task }
    }

    /// A response is complete, and so is what it says about the connection.
    func responded() {
        task = nil
        switch state.responded(hasMoreInput: hasInput) {
        case .next:
            break
        case .discardBody:
            failBody(.badRequest(code: "incomplete_body"))
            isBodyPaused = false
        case .close:
            closeAfterFlush()
        case .linger:
            input = nil
            failBody(.badRequest(code: "incomplete_body"))
            linger()
        case .none:
            break
        }
        if !isProcessing { process() }
    }

    /// Refuses what the client sends, or fails to send.
    func fail(_ problem: Problem, _ head: RequestHead? = nil) {
        switch state.failed() {
        case .respond:
            let id = RequestID(using: &loop.ids)
            loop.logger.debug("Request refused", metadata: ["request_id": "\(id)", "code": "\(problem.code)"])
            output.begin(head)
            _ = respond(problem.response(requestID: id), id: id)
        case .failBody:
            input = nil
            failBody(problem)
        case .ignore:
            input = nil
        case .close: close()
        }
    }

    // MARK: Bodies

    /// The body for a handler: the bytes if they are all here, a stream otherwise.
    private func makeBody(_ parsed: ParsedHead) -> RequestBody {
        unreadBody = nil
        clientWaits = false
        switch parsed.framing {
        case .none:
            return RequestBody()
        case .length(let length):
            if let available = input?.readableBytes, available >= length, case .body(let piece) = nextEvent() {
                if case .end = nextEvent() { state.receivedEnd() }
                return RequestBody(ByteBuffer(copying: piece))
            }
            unreadBody = length
        case .chunked:
            break
        }
        clientWaits = parsed.expectsContinue && !hasInput
        bodyRate = TransferRate()
        let bound = LoopBound(self, on: loop.loop)
        let stream = BodyStream(expectedLength: unreadBody) {
            if bound.loop.isCurrent {
                bound.value.bodyIsWanted()
            } else {
                bound.loop.execute { bound.value.bodyIsWanted() }
            }
        }
        body = stream
        return RequestBody(stream)
    }

    private func receive(_ piece: ByteBuffer) {
        clientWaits = false
        unreadBody = unreadBody.map { $0 - piece.readableBytes }
        bodyRate.record(piece.readableBytes)
        switch state.receivedBody(piece.readableBytes) {
        case .deliver:
            if let body, body.yield(piece) >= loop.configuration.bodyBufferBytes { isBodyPaused = true }
        case .discard:
            break
        case .close:
            close()
        }
    }

    private func bodyIsWanted() {
        if clientWaits, state.isReceivingBody {
            clientWaits = false
            sendContinue()
        }
        if isBodyPaused {
            isBodyPaused = false
            process()
        }
    }

    private func failBody(_ problem: Problem) {
        body?.fail(problem)
        body = nil
        isBodyPaused = false
    }
}

extension RequestLimits {
    init(_ configuration: ServerConfiguration) {
        headerBytes = configuration.maximumHeaderBytes
        fields = configuration.maximumHeaderFields
        targetBytes = configuration.maximumTargetBytes
        bodyBytes = configuration.maximumBodyBytes
    }
}

extension ByteBuffer {
    /// The readable bytes of `other` in memory of their own, unless they take most of the memory they are in anyway.
    fileprivate init(copying other: ByteBuffer) {
        guard other.readableBytes < other.storageCapacity / 4 else {
            self = other
            return
        }
        self.init()
        reserveCapacity(other.readableBytes)
        writeImmutableBuffer(other)
    }
}
