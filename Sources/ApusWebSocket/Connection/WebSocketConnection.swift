import ApusHTTP
import HTTPTypes
import NIOCore
import Synchronization

/// What the tasks of one WebSocket connection share: the queues between them and the state of the connection.
///
/// One task reads from the client, one writes to it, one watches the time, and the handler's own sends and receives
/// through the queues. They all end together.
final class WebSocketConnection: Sendable {
    /// Something to be sent.
    enum Outgoing: Sendable {
        case message(WebSocketMessage)
        case ping
        case pong(ByteBuffer)
        case close(WebSocketCloseCode?, reason: String)
    }

    let subprotocol: String?
    let deflate: DeflateParameters?
    let configuration: WebSocketConfiguration
    let received: BoundedQueue<WebSocketMessage>
    let outgoing: BoundedQueue<Outgoing>
    private let session: Mutex<WebSocketSession>

    init(handshake: WebSocketHandshake, configuration: WebSocketConfiguration) {
        subprotocol = handshake.subprotocol
        deflate = handshake.deflate
        self.configuration = configuration
        received = BoundedQueue(limit: configuration.receiveBufferBytes)
        outgoing = BoundedQueue(limit: configuration.sendBufferBytes)
        session = Mutex(
            WebSocketSession(
                timeouts: WebSocketSession.Timeouts(
                    message: configuration.messageTimeout,
                    ping: configuration.pingInterval,
                    close: configuration.closeTimeout
                ),
                now: .now
            )
        )
    }

    /// How the connection has ended or is about to.
    var close: WebSocketClose? { session.withLock { $0.close } }

    func send(_ message: WebSocketMessage) async throws {
        guard session.withLock({ $0.phase == .open }) else { throw WebSocketError.closed }
        try await outgoing.push(.message(message), weight: message.count)
    }

    /// Sends a close frame, unless the connection is closing already. Nothing follows it.
    func startClosing(_ code: WebSocketCloseCode, reason: String) {
        let close = WebSocketClose(code: code, reason: reason)
        guard session.withLock({ $0.startClosing(close, now: .now) }) else { return }
        outgoing.pushAtOnce(.close(code, reason: reason), weight: 0)
        outgoing.finish()
    }

    // MARK: Reading

    /// Reads what the client sends until the connection is closed.
    func read(_ input: RequestBody) async {
        defer {
            session.withLock { $0.ended() }
            received.finish()
            outgoing.finish()
        }
        var reader = MessageReader(
            limits: MessageReader.Limits(
                messageBytes: configuration.maximumMessageBytes,
                fragments: configuration.maximumFragments,
                expansion: configuration.maximumExpansion
            ),
            deflate: deflate
        )
        var buffer = ByteBuffer()
        do {
            for try await var piece in input {
                buffer.writeBuffer(&piece)
                while let event = try reader.next(&buffer) {
                    guard try await handle(event) else { return }
                }
                buffer.discardReadBytes()
                session.withLock { $0.received(isInsideMessage: reader.isInsideMessage, now: .now) }
            }
        } catch let failure as WebSocketFailure {
            startClosing(failure.code, reason: failure.reason)
        } catch let problem as Problem where problem.status == .serviceUnavailable {
            startClosing(.goingAway, reason: "The server is shutting down.")
        } catch {
            // The connection was lost.
        }
    }

    /// Handles what has come.
    ///
    /// - Returns: Whether more may come.
    private func handle(_ event: MessageReader.Event) async throws -> Bool {
        switch event {
        case .message(let message):
            session.withLock { $0.receivedMessage() }
            try await deliver(to: received, message, weight: max(message.count, 1))
        case .ping(let payload):
            // A client that sends pings and does not take the answers is not read from any more.
            try await deliver(to: outgoing, .pong(payload), weight: payload.readableBytes + 1)
        case .pong:
            break
        case .close(let code, let reason):
            if session.withLock({ $0.receivedClose(WebSocketClose(code: code, reason: reason)) }) {
                outgoing.pushAtOnce(.close(code, reason: ""), weight: 0)
            }
            return false
        }
        return true
    }

    /// Adds to a queue, and drops the element when nobody takes from it any more: the handler has returned, or the close
    /// frame has been sent.
    private func deliver<Element>(to queue: BoundedQueue<Element>, _ element: Element, weight: Int) async throws {
        session.withLock { $0.hold() }
        defer { session.withLock { $0.resume(now: .now) } }
        do {
            try await queue.push(element, weight: weight)
        } catch is WebSocketError {}
    }

    // MARK: Writing

    /// Writes what is to be sent until the queue ends.
    func write(_ output: BodyWriter) async throws {
        var writer = MessageWriter(deflate: deflate)
        while let first = try await outgoing.next() {
            var buffer = ByteBuffer()
            var next: Outgoing? = first
            while let element = next {
                write(element, with: &writer, to: &buffer)
                // What has come together leaves together, up to a size.
                next = buffer.readableBytes < 64 * 1024 ? outgoing.nextIfReady() : nil
            }
            try await output.write(buffer)
        }
    }

    private func write(_ element: Outgoing, with writer: inout MessageWriter, to buffer: inout ByteBuffer) {
        switch element {
        case .message(let message): writer.write(message, to: &buffer)
        case .ping: FrameSerializer.write(.ping, payload: ByteBuffer(), to: &buffer)
        case .pong(let payload): FrameSerializer.write(.pong, payload: payload, to: &buffer)
        case .close(let code, let reason): FrameSerializer.writeClose(code, reason: reason, to: &buffer)
        }
    }

    // MARK: Time

    /// Watches the timeouts.
    ///
    /// - Returns: Whether the connection has to be cut; false when the task is cancelled.
    func watch() async -> Bool {
        let shortest = min(configuration.messageTimeout, configuration.pingInterval, configuration.closeTimeout)
        let interval = max(.milliseconds(10), min(.seconds(1), shortest / 4))
        while (try? await Task.sleep(for: interval)) != nil {
            switch session.withLock({ $0.tick(now: .now) }) {
            case .none: break
            case .ping: outgoing.pushAtOnce(.ping, weight: 0)
            case .close(let failure): startClosing(failure.code, reason: failure.reason)
            case .cut: return true
            }
        }
        return false
    }
}
