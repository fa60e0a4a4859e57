import ApusHTTP
import HTTPTypes
import NIOCore
import Synchronization
import Testing

@testable import ApusWebSocket

/// Whole connections without sockets: the client's bytes come from a stream, the server's are collected.
@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
    /// The client's end of a connection.
    final class Client: Sendable {
        let input = BodyStream(expectedLength: nil) {}
        private let output = Mutex(ByteBuffer())
        let isBlocked = Mutex(false)

        func send(_ bytes: [UInt8]) { _ = input.yield(ByteBuffer(bytes: bytes)) }

        var received: [String] { output.withLock { ClientFrames.describe(Array($0.readableBytesView)) } }

        func take(_ bytes: ByteBuffer) async throws {
            while isBlocked.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(1)) }
            try Task.checkCancellation()
            output.withLock { _ = $0.writeImmutableBuffer(bytes) }
        }

        /// Waits until what the server has sent is `expected`.
        func expect(_ expected: [String]) async throws {
            let deadline = ContinuousClock.now + .seconds(30)
            while received != expected, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(1)) }
            #expect(received == expected)
        }
    }

    /// Opens a connection for `handler`, does `body` as the client and waits for the end.
    private func withConnection(
        _ configure: (inout WebSocketConfiguration) -> Void = { _ in },
        handler: @escaping @Sendable (WebSocket) async throws -> Void,
        _ body: (Client) async throws -> Void
    ) async throws {
        var configuration = WebSocketConfiguration()
        configure(&configuration)
        let router = Router()
        router.webSocket("/", configuration: configuration) { _, socket in try await handler(socket) }
        let response = try await router.compile().respond(to: Request(headers: HandshakeTests.opening))
        #expect(response.status == .switchingProtocols)
        guard case .upgrade(let run) = response.body.storage else {
            Issue.record("no upgrade")
            return
        }
        let client = Client()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await run(RequestBody(client.input), BodyWriter { try await client.take($0) }) }
            try await body(client)
            try await group.waitForAll()
        }
    }

    @Test func echoesUntilTheClientCloses() async throws {
        try await withConnection { socket in
            for try await message in socket { try await socket.send(message) }
            #expect(socket.close == WebSocketClose(code: .goingAway, reason: "bye"))
        } _: { client in
            client.send(ClientFrames.text("one") + ClientFrames.frame(2, [0x41]))
            try await client.expect(["text one", "binary A"])
            client.send(ClientFrames.frame(9, Array("hi".utf8)))
            try await client.expect(["text one", "binary A", "pong hi"])
            client.send(ClientFrames.close(1001, "bye"))
            try await client.expect(["text one", "binary A", "pong hi", "close 1001"])
        }
    }

    @Test func closesWhenTheHandlerReturnsAndWaitsForTheAnswer() async throws {
        try await withConnection { socket in
            try await socket.send("last")
        } _: { client in
            try await client.expect(["text last", "close 1000"])
            client.send(ClientFrames.text("dropped") + ClientFrames.close(1000))
        }
    }

    @Test func closesWithACodeOfTheHandlers() async throws {
        try await withConnection { socket in
            socket.close(WebSocketCloseCode(rawValue: 4001), reason: "room closed")
            await #expect(throws: WebSocketError.closed) { try await socket.send("too late") }
            var messages: [String] = []
            for try await message in socket { messages.append(message.text ?? "") }
            #expect(messages == ["on its way"])
        } _: { client in
            try await client.expect(["close 4001 room closed"])
            client.send(ClientFrames.text("on its way") + ClientFrames.close(4001))
        }
    }

    @Test func closesWhenTheHandlerThrows() async throws {
        struct Failure: Error {}
        try await withConnection { _ in
            throw Failure()
        } _: { client in
            try await client.expect(["close 1011"])
            client.send(ClientFrames.close(1011))
        }
    }

    @Test func tellsWhatIsWrongAndEnds() async throws {
        try await withConnection { socket in
            for try await _ in socket {}
            #expect(socket.close?.code == .protocolError)
        } _: { client in
            client.send([0x81, 0x05])
            try await client.expect(["close 1002 A frame of a client is not masked."])
        }
    }

    @Test func aLostConnectionEndsTheMessages() async throws {
        try await withConnection { socket in
            for try await _ in socket {}
            #expect(socket.close == WebSocketClose(code: nil, reason: "The connection was lost."))
            await #expect(throws: WebSocketError.closed) { try await socket.send("x") }
        } _: { client in
            client.input.fail(.badRequest())
        }
    }

    @Test func aServerThatShutsDownSaysGoodbye() async throws {
        try await withConnection { socket in
            for try await _ in socket {}
            #expect(socket.close?.code == .goingAway)
        } _: { client in
            client.input.fail(.serviceUnavailable(retryAfter: 1))
            try await client.expect(["close 1001 The server is shutting down."])
        }
    }

    @Test func aHandlerThatDoesNotReturnIsCancelledAfterTheClosing() async throws {
        try await withConnection {
            $0.closeTimeout = .milliseconds(20)
        } handler: { _ in
            try await Task.sleep(for: .seconds(3600))
        } _: { client in
            client.send(ClientFrames.close(1000))
            try await client.expect(["close 1000"])
        }
    }

    @Test func aClientThatDoesNotAnswerTheCloseFrameIsCut() async throws {
        await #expect(throws: CancellationError.self) {
            try await withConnection {
                $0.closeTimeout = .milliseconds(20)
            } handler: { _ in
            } _: { client in
                try await client.expect(["close 1000"])
            }
        }
    }

    @Test func aSilentClientIsPingedAndCut() async throws {
        await #expect(throws: CancellationError.self) {
            try await withConnection {
                // Long enough for the ping to leave on a machine with other work before the client is given up.
                $0.pingInterval = .seconds(1)
            } handler: { socket in
                for try await _ in socket {}
            } _: { client in
                try await client.expect(["ping"])
            }
        }
    }

    @Test func anUnfinishedMessageIsRefusedInTime() async throws {
        try await withConnection {
            $0.messageTimeout = .milliseconds(50)
        } handler: { socket in
            for try await _ in socket {}
        } _: { client in
            client.send(ClientFrames.text("a", isFinal: false))
            try await client.expect(["close 1008 A message took too long."])
            client.send(ClientFrames.close(1008))
        }
    }

    @Test func aSlowHandlerStopsTheReading() async throws {
        let gate = AsyncStream.makeStream(of: Void.self)
        try await withConnection {
            $0.receiveBufferBytes = 10
        } handler: { socket in
            for await _ in gate.stream {}
            var count = 0
            for try await _ in socket { count += 1 }
            #expect(count == 100)
        } _: { client in
            for _ in 0..<100 { client.send(ClientFrames.text("0123456789")) }
            // Two messages have been taken: one waits in the queue, one before it. What comes now stays with the
            // transport, which stops to read from the socket.
            let waiting = client.input.yield(ByteBuffer())
            #expect(waiting <= 100 * 16)
            gate.continuation.finish()
            client.send(ClientFrames.close(1000))
        }
    }

    @Test func aSlowClientStopsTheSending() async throws {
        let sent = Mutex(0)
        try await withConnection {
            $0.sendBufferBytes = 1000
        } handler: { socket in
            for _ in 0..<1000 {
                try await socket.send(String(repeating: "x", count: 1000))
                sent.withLock { $0 += 1 }
            }
        } _: { client in
            client.isBlocked.withLock { $0 = true }
            let deadline = ContinuousClock.now + .seconds(30)
            while sent.withLock({ $0 }) == 0, ContinuousClock.now < deadline { await Task.yield() }
            for _ in 0..<1000 { await Task.yield() }
            #expect(sent.withLock { $0 } < 100)
            client.isBlocked.withLock { $0 = false }
            client.send(ClientFrames.close(1000))
        }
    }

    @Test func manyTasksMaySend() async throws {
        try await withConnection { socket in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<50 {
                    group.addTask { for _ in 0..<20 { try? await socket.send("\(number)") } }
                }
            }
        } _: { client in
            let deadline = ContinuousClock.now + .seconds(30)
            while client.received.last != "close 1000", ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(5))
            }
            let expected = (0..<50).flatMap { number in repeatElement("text \(number)", count: 20) } + ["close 1000"]
            #expect(client.received.sorted() == expected.sorted())
            client.send(ClientFrames.close(1000))
        }
    }
}
