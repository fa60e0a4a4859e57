import ApusHTTP
import ApusServer
import NIOCore
import Synchronization
import Testing

/// What belongs to one request stays with it: bytes, writers and cancellation.
@Suite struct SeparationTests {
    /// A writer that a handler keeps for others, as a chat room does.
    private final class Hub: Sendable {
        private let writers = Mutex<[BodyWriter]>([])

        func add(_ writer: BodyWriter) {
            writers.withLock { $0.append(writer) }
        }

        func publish(_ text: String) async {
            for writer in writers.withLock({ $0 }) { try? await writer.write(text) }
        }
    }

    private static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

    @Test func aHandlerThatWritesToOthersDoesNotMixUpTheirBytes() async throws {
        let hub = Hub()
        let ended = Gate()
        try await withServer(routes: { router in
            router.get("/subscribe") { _ in
                Response(
                    body: .stream { writer in
                        hub.add(writer)
                        try await writer.write("subscribed\n")
                        await ended.wait()
                    }
                )
            }
            router.get("/secret") { _ in "secret of a" }
            router.get("/publish") { _ in
                await hub.publish("event\n")
                return "published"
            }
        }) { port in
            // More than there are loops, so that one at least shares a loop with the publisher.
            var subscribers: [TestClient] = []
            for _ in 0..<8 {
                let client = try await TestClient(port: port)
                try await client.send(Self.get("/subscribe"))
                _ = try await client.receive(until: "subscribed\n\r\n")
                subscribers.append(client)
            }
            let publisher = try await TestClient(port: port)
            try await publisher.send(Self.get("/secret") + Self.get("/publish"))
            let answers = try await publisher.receive(until: "published")
            #expect(answers.contains("\r\n\r\nsecret of aHTTP/1.1 200 OK\r\n"))
            for subscriber in subscribers {
                #expect(try await subscriber.receive(until: "event\n\r\n") == "6\r\nevent\n\r\n")
            }
            ended.open()
        }
    }

    @Test func aWriterThatIsKeptDoesNotWriteIntoALaterResponse() async throws {
        let hub = Hub()
        let published = Gate()
        try await withServer(routes: { router in
            router.get("/leak") { _ in
                Response(
                    body: .stream(length: 4) { writer in
                        hub.add(writer)
                        try await writer.write("leak")
                    }
                )
            }
            router.get("/victim") { _ in
                Response(
                    body: .stream { writer in
                        try await writer.write("one")
                        await hub.publish("event")
                        published.open()
                        try await writer.write("two")
                    }
                )
            }
        }) { port in
            let client = try await TestClient(port: port)
            try await client.send(Self.get("/leak"))
            _ = try await client.receive(until: "leak")
            try await client.send(Self.get("/victim"))
            let answer = try await client.receive(until: "0\r\n\r\n")
            await published.wait()
            #expect(answer.hasSuffix("\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"))
        }
    }

    @Test func aStreamWhoseClientWentBeforeItsFirstWriteIsCancelled() async throws {
        let waiting = Mutex(0)
        try await withServer(routes: { router in
            router.get("/") { _ in
                Response(
                    body: .stream { writer in
                        waiting.withLock { $0 += 1 }
                        defer { waiting.withLock { $0 -= 1 } }
                        try await writer.write("first")
                        try await Task.sleep(for: .seconds(3600))
                    }
                )
            }
        }) { port in
            for _ in 0..<50 {
                let client = try await TestClient(port: port)
                try await client.send(Self.get("/"))
                client.finishSending()
            }
        }
        // The server has stopped, and it stops only after its handlers: none may still wait for its hour.
        #expect(waiting.withLock { $0 } == 0)
    }

    @Test func continueComesBeforeAStreamThatReadsTheBody() async throws {
        try await withServer(routes: { router in
            router.post("/") { request in
                Response(
                    body: .stream { writer in
                        for try await piece in request.body { try await writer.write(piece) }
                    }
                )
            }
        }) { port in
            let client = try await TestClient(port: port)
            try await client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
            )
            let first = try await client.receive(until: "\r\n\r\n")
            #expect(first.hasPrefix("HTTP/1.1 100 Continue\r\n\r\n"))
            try await client.send("hello")
            let answer = try await client.receive(until: "0\r\n\r\n")
            #expect(answer.hasSuffix("5\r\nhello\r\n0\r\n\r\n"))
        }
    }

    @Test func aResponseOnItsWayOutlivesTheIdleTimeout() async throws {
        let size = 8 << 20
        try await withServer(
            { $0.keepAliveTimeout = .milliseconds(50) },
            routes: { router in
                router.get("/") { _ in
                    Response(body: .bytes([UInt8](repeating: 0x61, count: size)))
                }
            }
        ) { port in
            let client = try await TestClient(port: port, receiveBuffer: 4096)
            try await client.send(Self.get("/"))
            var received = 0
            // Many times the timeout passes while the client takes its time.
            for _ in 0..<20 {
                received += try await client.receive(upTo: 16_384).count
                try await Task.sleep(for: .milliseconds(20))
            }
            while received <= size {
                let count = try await client.receive(upTo: 1 << 20).count
                if count == 0 { break }
                received += count
            }
            #expect(received > size)
        }
    }

    @Test func aBodyCanBeCollectedAgainHoweverItArrived() async throws {
        try await withServer(routes: { router in
            router.post("/") { request in
                let first = try await request.body.collect(upTo: 100)
                let second = try await request.body.collect(upTo: 100)
                return "\(first.readableBytes) \(second.readableBytes)"
            }
        }) { port in
            for pieces in [["seven b"], ["sev", "en b"]] {
                let client = try await TestClient(port: port)
                try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\n")
                for piece in pieces { try await client.send(piece) }
                #expect(try await client.receive(until: "7 7").hasSuffix("\r\n\r\n7 7"))
            }
        }
    }
}
