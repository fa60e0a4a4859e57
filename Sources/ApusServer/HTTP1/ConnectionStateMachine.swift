/// What a connection does next, decided without doing it.
///
/// A connection handles one request at a time. Its request and its response progress apart from each other: a response
/// may be complete before the body of its request is.
struct ConnectionStateMachine {
    private enum RequestState {
        /// No request has begun, or its head is not complete.
        case waiting
        /// The head is complete, the body is not.
        case body
        /// All of it is there.
        case complete
    }

    private enum ResponseState {
        /// There is nothing to respond to.
        case none
        /// The handler is at work.
        case awaited
        /// The head has been sent, the body has not.
        case streaming
        /// All of it has been sent.
        case sent
    }

    private enum Phase {
        case open
        /// Nothing more is sent; what still arrives is dropped until the client has closed too.
        case lingering
        case closed
    }

    /// What to do when the parser refuses bytes.
    enum FailureAction {
        /// Answer with the problem and close.
        case respond
        /// Let the handler see it as the end of the body it is reading. The connection closes after the response.
        case failBody
        /// The response is on its way; the connection closes after it.
        case ignore
        case close
    }

    /// What to do when a response has been sent.
    enum ResponseAction {
        /// Go on with the next request.
        case next
        /// Read and drop the rest of the request's body.
        case discardBody
        /// Close at once: the client will send nothing more.
        case close
        /// Close the sending side and drop what arrives, so that the client is sure to see the response.
        case linger
        case none
    }

    /// What to do with a piece of a body.
    enum BodyAction {
        case deliver
        case discard
        case close
    }

    /// What to do when the client has closed its sending side.
    enum InputEndAction {
        /// Nobody waits for anything.
        case close
        /// A handler is at work: tell it.
        case cancel
        case none
    }

    private var phase = Phase.open
    private var request = RequestState.waiting
    private var response = ResponseState.none
    private var isPersistent = true
    private var isDraining = false
    private var inputHasEnded = false
    private var hasFailed = false
    private var discardedBytes = 0
    private let discardLimit: Int

    /// Makes the state of a new connection.
    ///
    /// - Parameter discardLimit: How many bytes of a body that nobody wants are read to keep the connection.
    init(discardLimit: Int) {
        self.discardLimit = discardLimit
    }

    /// Whether bytes can be parsed now; false while a request that is complete is being answered.
    var canParse: Bool {
        phase == .open && !hasFailed && (request == .body || (request == .waiting && response == .none))
    }

    /// Whether there is no request at all.
    var isIdle: Bool {
        phase == .open && request == .waiting && response == .none
    }

    /// Whether nothing can be made of what the client sends while a request is answered that it has spoilt. It is neither
    /// read nor kept, or a client could fill the memory with it.
    var ignoresInput: Bool { phase == .open && hasFailed }

    var isReceivingBody: Bool { phase == .open && !hasFailed && request == .body }
    var isAnswering: Bool { response == .awaited || response == .streaming }
    var isLingering: Bool { phase == .lingering }
    var isClosed: Bool { phase == .closed }

    mutating func receivedHead(isPersistent: Bool, hasBody: Bool) {
        self.isPersistent = isPersistent && !isDraining && !inputHasEnded
        request = hasBody ? .body : .complete
        response = .awaited
        discardedBytes = 0
    }

    mutating func receivedBody(_ count: Int) -> BodyAction {
        guard response == .sent else { return .deliver }
        discardedBytes += count
        return discardedBytes > discardLimit ? .close : .discard
    }

    /// The body is complete.
    ///
    /// If the response has been sent before, the next request can follow.
    mutating func receivedEnd() {
        request = .complete
        if response == .sent { reset() }
    }

    mutating func failed() -> FailureAction {
        isPersistent = false
        hasFailed = true
        switch (phase, response) {
        case (.open, .none):
            // What follows belongs to nothing, but it does follow: the connection has to linger.
            request = .body
            response = .awaited
            return .respond
        case (.open, .awaited):
            return .failBody
        case (.open, .streaming):
            return .ignore
        default:
            return .close
        }
    }

    /// The response is about to be written.
    ///
    /// - Parameters:
    ///   - isComplete: Whether all of it is written at once.
    ///   - endsWithConnection: Whether only the end of the connection tells the client where the body ends.
    ///   - unreadBytes: How much of the request's body has not been parsed yet; nil when that is not known.
    ///   - clientWaits: Whether the client waits to be told to send the body, and has not been.
    /// - Returns: Whether the connection stays open after the response.
    mutating func willRespond(
        isComplete: Bool,
        endsWithConnection: Bool,
        unreadBytes: Int?,
        clientWaits: Bool
    ) -> Bool {
        if isDraining || inputHasEnded || endsWithConnection { isPersistent = false }
        if request == .body, clientWaits || (unreadBytes ?? 0) > discardLimit { isPersistent = false }
        response = isComplete ? .sent : .streaming
        return isPersistent
    }

    /// All of the response has been written.
    ///
    /// - Parameter hasMoreInput: Whether bytes have arrived that nobody will parse if the connection closes.
    mutating func responded(hasMoreInput: Bool) -> ResponseAction {
        guard phase == .open else { return .none }
        response = .sent
        if !isPersistent {
            if inputHasEnded || (request == .complete && !hasMoreInput && !isDraining) {
                phase = .closed
                return .close
            }
            phase = .lingering
            return .linger
        }
        guard request == .complete else { return .discardBody }
        reset()
        return .next
    }

    mutating func inputEnded() -> InputEndAction {
        inputHasEnded = true
        guard phase == .open else {
            return phase == .lingering ? close() : .none
        }
        return isAnswering ? .cancel : close()
    }

    /// The server is shutting down: the connection closes after the request it is at, or soon if there is none.
    mutating func drain() {
        isDraining = true
    }

    mutating func closed() {
        phase = .closed
    }

    private mutating func close() -> InputEndAction {
        phase = .closed
        return .close
    }

    private mutating func reset() {
        request = .waiting
        response = .none
    }
}
