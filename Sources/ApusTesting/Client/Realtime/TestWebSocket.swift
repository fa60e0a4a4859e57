public import ApusHTTP
public import ApusWebSocket
import HTTPTypes
public import NIOCore

/// The client's side of a WebSocket.
///
/// Iterating gives the messages of the server until it closes; pings are answered on the way.
public struct TestWebSocket: AsyncSequence, Sendable {
    private let exchange: any ClientExchange
    private let frames: ClientFrames

    init(_ exchange: any ClientExchange) {
        self.exchange = exchange
        frames = ClientFrames()
    }

    /// The code with which the server has closed; nil while it has not, or when it gave none.
    public var closeCode: WebSocketCloseCode? { frames.closeCode }

    /// The subprotocol that the server has chosen; nil for none.
    public var subprotocol: String? { exchange.headers[.secWebSocketProtocol] }

    /// Sends a text.
    public func send(_ text: String) async throws {
        try await exchange.write(ClientFrames.encode(0x1, ByteBuffer(string: text)))
    }

    /// Sends bytes.
    public func send(_ bytes: ByteBuffer) async throws {
        try await exchange.write(ClientFrames.encode(0x2, bytes))
    }

    /// Starts the closing handshake. What the server still sends can be received.
    ///
    /// - Parameter code: Why.
    public func close(_ code: WebSocketCloseCode = .normal) async throws {
        guard frames.startClosing() else { return }
        var payload = ByteBuffer()
        payload.writeInteger(code.rawValue)
        try await exchange.write(ClientFrames.encode(0x8, payload))
    }

    /// The next message of the server; nil when it has closed.
    ///
    /// - Throws: ``TestClientError`` when the server sends what is no frame.
    public func receive() async throws -> WebSocketMessage? {
        while true {
            switch try frames.next() {
            case .message(let message): return message
            case .ping(let payload): try await exchange.write(ClientFrames.encode(0xA, payload))
            case .close:
                // Who has not begun to close answers.
                try? await close()
                return nil
            case nil:
                guard let piece = try await exchange.next() else { return nil }
                frames.receive(piece)
            }
        }
    }

    /// Iterates over the messages.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let socket: TestWebSocket

        /// The next message; nil when the server has closed.
        public mutating func next() async throws -> WebSocketMessage? { try await socket.receive() }
    }

    /// Iterates over the messages that have not been received.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(socket: self) }
}

extension TestClient {
    /// Opens a WebSocket.
    ///
    /// ```swift
    /// try await client.webSocket("/echo") { socket in
    ///     try await socket.send("Hello")
    ///     let message = try await socket.receive()
    ///     #expect(message?.text == "Hello")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - target: Path and query, percent-encoded as on the wire.
    ///   - headers: Further header fields, such as `Origin` or `Sec-WebSocket-Protocol`.
    ///   - body: The test. The closing handshake is done when it returns.
    /// - Returns: What `body` returned.
    /// - Throws: ``TestClientError`` when the server opens no WebSocket, and what `body` throws.
    public func webSocket<Value>(
        _ target: String,
        headers: HeaderFields = [:],
        _ body: (TestWebSocket) async throws -> Value
    ) async throws -> Value {
        var headers = headers
        headers[.connection] = "Upgrade"
        headers[.upgrade] = "websocket"
        headers[.secWebSocketVersion] = "13"
        headers[.secWebSocketKey] = "dGhlIHNhbXBsZSBub25jZQ=="
        return try await exchange(ClientRequest(method: .get, target: target, headers: headers)) { exchange in
            guard exchange.status == .switchingProtocols else {
                throw TestClientError("\(target) opens no WebSocket: \(exchange.status)")
            }
            let socket = TestWebSocket(exchange)
            let value = try await body(socket)
            try await socket.close()
            while try await socket.receive() != nil {}
            return value
        }
    }
}
