import ApusCore
import ApusHTTP
import Logging
import NIOCore

/// One client connection: reads requests, has them answered, and writes the responses.
///
/// The parser and ``ConnectionStateMachine`` decide; this class does what they say. Requests are answered one after the
/// other. The handler starts right where its request has been parsed and runs on this loop; when it does not have to
/// wait for anything, the response is in the output before the next request is looked at, and all the responses to
/// what one read brought leave with one write.
final class HTTPConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let loop: ServerLoop
    var context: ChannelHandlerContext?
    private var info: ConnectionInfo

    var state: ConnectionStateMachine
    private var parser: RequestParser
    /// Bytes that have arrived and not been parsed.
    private var input: ByteBuffer?
    private var isProcessing = false
    private var isReadHeld = false

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

    init(loop: ServerLoop) {
        self.loop = loop
        let configuration = loop.configuration
        info = ConnectionInfo(remoteAddress: nil, logger: loop.logger)
        state = ConnectionStateMachine(discardLimit: configuration.maximumDiscardedBytes)
        parser = RequestParser(limits: RequestLimits(configuration))
        output = OutputState()
        deadline = loop.now + TimeAmount(configuration.headerTimeout)
    }

    // MARK: Channel events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { channelActive(context: context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        info = ConnectionInfo(remoteAddress: context.remoteAddress, logger: loop.logger)
        loop.add(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        guard !state.isLingering, !state.isClosed else { return }
        if input == nil {
            input = bytes
        } else {
            input?.writeBuffer(&bytes)
        }
        process()
    }

    func read(context: ChannelHandlerContext) {
        if wantsInput {
            context.read()
        } else {
            isReadHeld = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        output.isWritable = context.channel.isWritable
        guard output.isWritable else { return }
        output.resumeWaiters()
        process()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed = event else { return }
        process()
        switch state.inputEnded() {
        case .close: close()
        case .cancel:
            failBody(.badRequest(code: "incomplete_body", detail: "The body ends too early."))
            task?.cancel()
            output.failWaiters()
        case .none: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        loop.logger.debug("Connection failed", metadata: ["error": "\(error)"])
        close()
    }

    func channelInactive(context: ChannelHandlerContext) {
        disconnected()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        disconnected()
    }

    /// Lets go of everything, so that a handler that never returns keeps nothing of the connection but this object.
    private func disconnected() {
        guard context != nil else { return }
        context = nil
        input = nil
        state.closed()
        if loop.outputOwner === self { loop.releaseOutput() }
        loop.remove(self)
        failBody(.badRequest(code: "incomplete_body", detail: "The client closed the connection."))
        task?.cancel()
        task = nil
        output.failWaiters()
    }

    // MARK: Requests

    var hasInput: Bool { input != nil }
    var isWaitingForBody: Bool { state.isReceivingBody && !isBodyPaused && !clientWaits }

    private var wantsInput: Bool {
        // While a request is being answered, a little of what follows it is read; then the client has to wait.
        !isBodyPaused && (input == nil || (state.canParse && output.isWritable))
    }

    private func readIfHeld() {
        guard isReadHeld, wantsInput, let context else { return }
        isReadHeld = false
        context.read()
    }

    /// Parses what there is and answers it, as far as that is possible now.
    func process() {
        guard !isProcessing else { return }
        isProcessing = true
        while state.canParse, output.isWritable, !isBodyPaused, let event = nextEvent() {
            handle(event)
            flushIfLarge()
        }
        isProcessing = false
        flush()
        updateTimeout()
        readIfHeld()
    }

    private func nextEvent() -> RequestParser.Event? {
        guard var bytes = input ?? (parser.isAtEndOfBody ? ByteBuffer() : nil) else { return nil }
        // So that there is one reference to the bytes, and adding to them later does not copy.
        input = nil
        let event = parser.next(&bytes)
        if bytes.readableBytes > 0 { input = bytes }
        return event
    }

    private func handle(_ event: RequestParser.Event) {
        switch event {
        case .head(let parsed):
            timeout = .none
            state.receivedHead(isPersistent: parsed.isPersistent, hasBody: parsed.framing != .none)
            output.begin(parsed.head)
            let body = makeBody(parsed)
            answer(Request(head: parsed.head, body: body, id: RequestID(using: &loop.ids), connection: info))
        case .body(let piece):
            receive(piece)
        case .end:
            body?.finish()
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
        if context == nil { task.cancel() } else { self.task = task }
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
            linger()
        case .none:
            break
        }
        if !isProcessing { process() }
    }

    /// Refuses what the client sends, or fails to send.
    func fail(_ problem: Problem) {
        switch state.failed() {
        case .respond:
            let id = RequestID(using: &loop.ids)
            loop.logger.debug("Request refused", metadata: ["request_id": "\(id)", "code": "\(problem.code)"])
            output.begin(nil)
            _ = respond(problem.response(requestID: id), id: id)
        case .failBody:
            failBody(problem)
        case .ignore: break
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
                return RequestBody(piece)
            }
            unreadBody = length
        case .chunked:
            break
        }
        clientWaits = parsed.expectsContinue && !hasInput
        bodyRate = TransferRate()
        let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
        let eventLoop = loop.eventLoop
        let stream = BodyStream(expectedLength: unreadBody) {
            if eventLoop.inEventLoop {
                bound.value.bodyIsWanted()
            } else {
                eventLoop.execute { bound.value.bodyIsWanted() }
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
