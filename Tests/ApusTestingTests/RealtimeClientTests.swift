import ApusHTTP
import ApusTesting
import ApusWebSocket
import HTTPTypes
import NIOCore
import Testing

@Suite("Test client in real time", .timeLimit(.minutes(5)))
struct RealtimeClientTests {
    @Test("Events arrive one by one, also of a stream without an end", arguments: TestTransport.allCases)
    func events(over transport: TestTransport) async throws {
        let router = Router()
        let (source, feed) = AsyncStream.makeStream(of: ServerSentEvent.self)
        let (ended, ending) = AsyncStream.makeStream(of: Void.self)
        feed.onTermination = { _ in ending.finish() }
        router.get("/events") { _ in Response.events(source, heartbeat: nil) }
        try await transport.withClient(router) { client in
            try await client.events("/events") { events in
                var events = events.makeAsyncIterator()
                feed.yield(ServerSentEvent("one\ntwo", id: "7", event: "changed"))
                let changed = try await events.next()
                #expect(changed == ServerSentEvent("one\ntwo", id: "7", event: "changed"))
                feed.yield(ServerSentEvent(nil, retry: .seconds(3)))
                #expect(try await events.next() == ServerSentEvent(nil, retry: .seconds(3)))
            }
            // The server is told when the test has gone.
            for await _ in ended {}
        }
    }

    @Test("The end of a stream is the end of its events", arguments: TestTransport.allCases)
    func endOfEvents(over transport: TestTransport) async throws {
        let router = Router()
        router.get("/events") { request in
            let (source, feed) = AsyncStream.makeStream(of: ServerSentEvent.self)
            feed.yield(ServerSentEvent("after \(request.lastEventID ?? "nothing")"))
            feed.finish()
            return Response.events(source)
        }
        router.get("/page") { _ in "no events" }
        try await transport.withClient(router) { client in
            let texts = try await client.events("/events", headers: [.lastEventID: "4"]) { events in
                try await events.reduce(into: []) { $0.append($1.data) }
            }
            #expect(texts == ["after 4"])
            await #expect(throws: TestClientError.self) { try await client.events("/page") { _ in } }
        }
    }

    @Test("Messages go both ways over a WebSocket", arguments: TestTransport.allCases)
    func webSocket(over transport: TestTransport) async throws {
        let router = Router()
        router.webSocket("/echo") { _, socket in
            for try await message in socket { try await socket.send(message) }
        }
        try await transport.withClient(router) { client in
            try await client.webSocket("/echo") { socket in
                for size in [0, 1, 125, 126, 65_535, 65_536] {
                    let text = String(repeating: "x", count: size)
                    try await socket.send(text)
                    #expect(try await socket.receive()?.text == text)
                }
                try await socket.send(ByteBuffer(bytes: [1, 2, 3]))
                #expect(try await socket.receive() == .binary(ByteBuffer(bytes: [1, 2, 3])))
            }
        }
    }

    @Test("The server's way of closing can be seen", arguments: TestTransport.allCases)
    func closing(over transport: TestTransport) async throws {
        let router = Router()
        router.webSocket("/close") { _, socket in
            try await socket.send("bye")
            socket.close(.policyViolation, reason: "enough")
        }
        router.webSocket("/fail") { _, _ in throw Problem.notFound }
        router.get("/page") { _ in "no WebSocket" }
        try await transport.withClient(router) { client in
            try await client.webSocket("/close") { socket in
                let message = try await socket.receive()
                #expect(message?.text == "bye")
                #expect(try await socket.receive() == nil)
                #expect(socket.closeCode == .policyViolation)
            }
            try await client.webSocket("/fail") { socket in
                let message = try await socket.receive()
                #expect(message == nil)
                #expect(socket.closeCode == .internalError)
            }
            await #expect(throws: TestClientError.self) { try await client.webSocket("/page") { _ in } }
            await #expect(throws: TestClientError.self) {
                try await client.webSocket("/close", headers: [.origin: "https://evil.example"]) { _ in }
            }
        }
    }
}

extension HTTPField.Name {
    static let lastEventID = HTTPField.Name("Last-Event-ID") ?? .server
}
