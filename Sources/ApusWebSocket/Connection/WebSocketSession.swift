/// What a connection is at, and what time makes of it: a state machine without I/O and without a clock of its own.
struct WebSocketSession {
    enum Phase: Hashable {
        case open
        /// We have sent a close frame and wait for the client's.
        case closing
        case closed
    }

    /// What a moment asks for.
    enum Action: Hashable {
        case none
        case ping
        /// Send a close frame and wait for the answer.
        case close(WebSocketFailure)
        /// Cut the connection: nothing more is to be expected from the client.
        case cut
    }

    struct Timeouts {
        var message: Duration
        var ping: Duration
        var close: Duration
    }

    typealias Instant = ContinuousClock.Instant

    private(set) var phase = Phase.open
    private(set) var close: WebSocketClose?
    private let timeouts: Timeouts
    private var lastReceived: Instant
    /// When a client that says nothing was pinged.
    private var pingSent: Instant?
    private var isHeld = false
    private var messageBegan: Instant?
    private var closeSent: Instant?

    init(timeouts: Timeouts, now: Instant) {
        self.timeouts = timeouts
        lastReceived = now
    }

    /// Bytes have come.
    ///
    /// - Parameter isInsideMessage: Whether they end inside a message.
    mutating func received(isInsideMessage: Bool, now: Instant) {
        lastReceived = now
        pingSent = nil
        messageBegan = isInsideMessage ? messageBegan ?? now : nil
    }

    /// A whole message has come; what comes after it is another one.
    mutating func receivedMessage() {
        messageBegan = nil
    }

    /// Nothing is read from the client for a while, so its silence means nothing.
    mutating func hold() {
        isHeld = true
    }

    /// The client is read from again.
    mutating func resume(now: Instant) {
        isHeld = false
        lastReceived = now
        pingSent = nil
    }

    /// The client has sent a close frame.
    ///
    /// - Returns: Whether it has to be answered with one.
    mutating func receivedClose(_ close: WebSocketClose) -> Bool {
        defer { phase = .closed }
        if self.close == nil { self.close = close }
        return phase == .open
    }

    /// We begin to close.
    ///
    /// - Returns: Whether a close frame has to be sent.
    mutating func startClosing(_ close: WebSocketClose, now: Instant) -> Bool {
        guard phase == .open else { return false }
        phase = .closing
        self.close = close
        closeSent = now
        return true
    }

    /// The connection has ended, with or without a handshake.
    mutating func ended() {
        if close == nil { close = WebSocketClose(code: nil, reason: "The connection was lost.") }
        phase = .closed
    }

    /// Asks what there is to do at `now`.
    mutating func tick(now: Instant) -> Action {
        switch phase {
        case .closed: return .none
        case .closing:
            guard let closeSent, closeSent.duration(to: now) >= timeouts.close else { return .none }
            return .cut
        case .open:
            if let messageBegan, messageBegan.duration(to: now) >= timeouts.message {
                return .close(WebSocketFailure(code: .policyViolation, reason: "A message took too long."))
            }
            guard !isHeld else { return .none }
            // What counts is the time since the ping: a loop that was stopped may be late with both.
            if let pingSent { return pingSent.duration(to: now) >= timeouts.ping ? .cut : .none }
            guard lastReceived.duration(to: now) >= timeouts.ping else { return .none }
            pingSent = now
            return .ping
        }
    }
}
