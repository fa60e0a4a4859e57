public import NIOCore
import Synchronization

/// A WebSocket connection, as its handler sees it (RFC 6455).
///
/// ```swift
/// router.webSocket("/echo") { request, socket in
///     for try await message in socket {
///         try await socket.send(message)
///     }
/// }
/// ```
///
/// Iterating gives the messages of the client, one after the other, until either side closes; one task at a time may
/// iterate. Any task may send. Pings are answered, and the closing handshake is done, without the handler.
///
/// Both directions are held back: the client is read from no faster than messages are taken, and
/// ``send(_:)-(WebSocketMessage)`` waits while a slow client leaves too much unsent.
public struct WebSocket: Sendable {
    let connection: WebSocketConnection

    /// The subprotocol that has been agreed on; nil for none.
    public var subprotocol: String? { connection.subprotocol }

    /// How the connection has ended; nil while it is open.
    public var close: WebSocketClose? { connection.close }

    /// Sends a message.
    ///
    /// - Throws: ``WebSocketError/Code/closed`` when the connection is closed or closing; `CancellationError` when the
    ///   task is cancelled while it waits for room, and then nothing has been sent.
    public func send(_ message: WebSocketMessage) async throws {
        try await connection.send(message)
    }

    /// Sends text; see ``send(_:)-(WebSocketMessage)``.
    public func send(_ text: String) async throws {
        try await connection.send(.text(text))
    }

    /// Sends bytes; see ``send(_:)-(WebSocketMessage)``.
    public func send(_ bytes: ByteBuffer) async throws {
        try await connection.send(.binary(bytes))
    }

    /// Starts the closing handshake. What has been sent before is still delivered; messages that the client sent before
    /// it answers can still be received. When a handler returns, its connection is closed with
    /// ``WebSocketCloseCode/normal``, and when it throws with ``WebSocketCloseCode/internalError``.
    ///
    /// - Parameters:
    ///   - code: Why.
    ///   - reason: Why in words, for developers; 123 bytes of it are sent.
    public func close(_ code: WebSocketCloseCode, reason: String = "") {
        connection.startClosing(code, reason: reason)
    }
}

extension WebSocket: AsyncSequence {
    /// Iterates over the messages of the client.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let connection: WebSocketConnection

        /// The next message; nil when the connection has been closed or was lost.
        ///
        /// - Throws: `CancellationError` when the task is cancelled and no message is there.
        public mutating func next() async throws -> WebSocketMessage? {
            try await connection.received.next()
        }
    }

    /// Iterates over the messages that have not been taken yet.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(connection: connection)
    }
}
