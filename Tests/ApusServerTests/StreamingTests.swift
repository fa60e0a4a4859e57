import ApusHTTP
import ApusServer
import HTTPTypes
import NIOCore
import Synchronization
import Testing

/// Streamed bodies in both directions, cancellation, and shutdown.
@Suite struct StreamingTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let close = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    private func answer(
        _ request: String,
        _ body: @escaping @Sendable (Request) async throws -> Response
    ) async throws -> String {
        try await withServer(routes: { router in
            router.get("/", body)
            router.post("/", body)
        }) { port in
            let client = try await TestClient(port: port)
            try await client.send(request)
            return try await client.receiveAll().stable
        }
    }

    @Test func aStreamOfUnknownLengthIsChunked() async throws {
        let answer = try await answer(Self.close) { _ in
            Response(
                body: .stream(contentType: "text/plain") { writer in
                    try await writer.write("Hello, ")
                    try await writer.write("")
                    await Task.yield()
                    try await writer.write("0123456789abcdef")
                }
            )
        }
        #expect(
            answer == """
                HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n\
                7\r\nHello, \r\n10\r\n0123456789abcdef\r\n0\r\n\r\n
                """
        )
    }

    @Test func aStreamOfKnownLengthIsNot() async throws {
        let answer = try await answer(Self.get + Self.close) { _ in
            Response(
                body: .stream(contentType: nil, length: 4) { writer in
                    try await writer.write("ab")
                    try await writer.write("cd")
                }
            )
        }
        #expect(
            answer == """
                HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd\
                HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nabcd
                """
        )
    }

    @Test func aStreamToHTTP10EndsWithTheConnection() async throws {
        let answer = try await answer("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") { _ in
            Response(body: .stream(contentType: nil) { try await $0.write("abc") })
        }
        #expect(answer == "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc")
    }

    @Test func aStreamDoesNotRunForHead() async throws {
        let answer = try await answer("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") { _ in
            Response(body: .stream(contentType: nil, length: 3) { _ in Issue.record("It ran.") })
        }
        #expect(answer == "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\n")
    }

    @Test(arguments: [3, 5])
    func aStreamOfAnotherLengthCutsTheConnection(_ count: Int) async throws {
        let answer = try await answer(Self.get) { _ in
            Response(
                body: .stream(contentType: nil, length: 4) { writer in
                    for _ in 0..<count { try await writer.write("x") }
                }
            )
        }
        #expect(answer == "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + String(repeating: "x", count: min(count, 4)))
    }

    @Test func aStreamThatThrowsCutsTheConnection() async throws {
        let answer = try await answer(Self.get) { _ in
            Response(
                body: .stream(contentType: nil) { writer in
                    try await writer.write("x")
                    throw Problem.notFound
                }
            )
        }
        #expect(answer == "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n")
    }

    @Test func writersWorkFromOtherTasks() async throws {
        let answer = try await answer(Self.close) { _ in
            Response(
                body: .stream(contentType: nil, length: 6) { writer in
                    for text in ["ab", "cd", "ef"] {
                        try await Task.detached { try await writer.write(text) }.value
                    }
                }
            )
        }
        #expect(answer.hasSuffix("\r\n\r\nabcdef"))
    }

    @Test func aWriterWaitsForASlowClient() async throws {
        let written = Counter()
        let total = 64 * 1024 * 1024
        try await withServer(routes: { router in
            router.get("/") { _ in
                Response(
                    body: .stream(contentType: nil, length: total) { writer in
                        for _ in 0..<(total / 65_536) {
                            try await writer.write(ByteBuffer(repeating: 0x61, count: 65_536))
                            written.add(65_536)
                        }
                    }
                )
            }
        }) { port in
            let client = try await TestClient(port: port, receiveBuffer: 65_536)
            try await client.send(Self.close)
            var received = 0
            var lead = 0
            while true {
                let piece = try await client.receive()
                if piece.isEmpty { break }
                received += piece.count
                lead = max(lead, written.value - received)
            }
            #expect(received > total)
            // What the two sockets and the channel hold, and no more.
            #expect(lead < 16 * 1024 * 1024)
        }
    }

    @Test func aHandlerThatDoesNotReadStopsTheClient() async throws {
        let gate = Gate()
        let total = 64 * 1024 * 1024
        let sent = Counter()
        try await withServer(
            { $0.maximumBodyBytes = total },
            routes: { router in
                router.post("/") { request in
                    await gate.wait()
                    var count = 0
                    for try await piece in request.body { count += piece.readableBytes }
                    return "\(count)"
                }
            }
        ) { port in
            let client = try await TestClient(port: port)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(total)\r\nConnection: close\r\n\r\n")
            async let sending: Void = {
                for _ in 0..<(total / 65_536) {
                    try await client.send([UInt8](repeating: 0x61, count: 65_536))
                    sent.add(65_536)
                }
            }()
            // The client gets no further than what the sockets and the buffer hold.
            var last = -1
            while sent.value != last {
                last = sent.value
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(last < total / 2)
            gate.open()
            try await sending
            #expect(try await client.receiveAll().hasSuffix("\r\n\r\n\(total)"))
        }
    }

    @Test func aClientThatGoesCancelsTheHandler() async throws {
        let started = Gate()
        let cancelled = Gate()
        try await withServer(routes: { router in
            router.get("/") { _ in
                started.open()
                try? await Task.sleep(for: .seconds(60))
                if Task.isCancelled { cancelled.open() }
                return "too late"
            }
        }) { port in
            var client: TestClient? = try await TestClient(port: port)
            try await client?.send(Self.get)
            await started.wait()
            client = nil
            await cancelled.wait()
        }
    }

    @Test func aClientThatGoesCancelsAStream() async throws {
        let ended = Gate()
        try await withServer(routes: { router in
            router.get("/") { _ in
                Response(
                    body: .stream { writer in
                        defer { ended.open() }
                        while true { try await writer.write(ByteBuffer(repeating: 0, count: 65_536)) }
                    }
                )
            }
        }) { port in
            var client: TestClient? = try await TestClient(port: port, receiveBuffer: 4096)
            try await client?.send(Self.get)
            _ = try await client?.receive(upTo: 1000)
            client = nil
            await ended.wait()
        }
    }

    @Test func aHandlerThatNeverReturnsDoesNotStopAnything() async throws {
        let parked = Gate()
        try await withServer(
            { $0.shutdownTimeout = .milliseconds(50) },
            routes: { router in
                router.get("/") { _ in
                    await parked.wait()
                    return "too late"
                }
            }
        ) { port in
            let client = try await TestClient(port: port)
            try await client.send(Self.get)
        }
        parked.open()
    }

    // MARK: Shutdown

    @Test func shutdownFinishesWhatHasBegunAndRefusesTheRest() async throws {
        let started = Gate()
        let finish = Gate()
        let router = Router()
        router.get("/") { _ in
            started.open()
            await finish.wait()
            return "done"
        }
        router.get("/quick") { _ in "quick" }
        let server = try Server(router, configuration: ServerConfiguration(port: 0), logger: .silent)
        let port = try await server.start().port ?? 0
        let busy = try await TestClient(port: port)
        try await busy.send(Self.get)
        await started.wait()
        let idle = try await TestClient(port: port)
        try await idle.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = try await idle.receive(until: "quick")

        async let stopped: Void = server.shutdown()
        // The idle connection is closed, which shows that shutting down has begun and nobody listens any more.
        #expect(try await idle.receiveAll() == "")
        await #expect(throws: TestClient.Failure.self) { try await TestClient(port: port) }
        finish.open()
        let answer = try await busy.receiveAll()
        #expect(answer.contains("Connection: close\r\n"))
        #expect(answer.hasSuffix("\r\n\r\ndone"))
        await stopped
    }

    @Test func aCancelledRunShutsDown() async throws {
        let router = Router()
        let server = try Server(router, configuration: ServerConfiguration(port: 0), logger: .silent)
        let run = Task { try await server.run() }
        run.cancel()
        try await run.value
        await #expect(throws: ServerError.self) { try await server.start() }
    }

    @Test func aServerThatCannotListenSaysWhy() async throws {
        try await withServer(routes: { _ in }) { port in
            let second = try Server(Router(), configuration: ServerConfiguration(port: port), logger: .silent)
            let error = await #expect(throws: ServerError.self) { try await second.start() }
            #expect(error?.code == .cannotListen)
        }
    }

    @Test func furtherClientsAreRefusedWhenThereAreTooManyConnections() async throws {
        try await withServer({ $0.maximumConnections = 1 }, routes: { $0.get("/") { _ in "Hello" } }) { port in
            var first: TestClient? = try await TestClient(port: port)
            try await first?.send(Self.get)
            _ = try await first?.receive(until: "Hello")
            let second = try await TestClient(port: port)
            try await second.send(Self.get)
            let refusal = try await second.receiveAll()
            #expect(refusal.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
            #expect(refusal.contains("Retry-After: 1\r\n"))
            #expect(refusal.contains("Connection: close\r\n"))
            first = nil
            // The server notices soon, not at once, that the first client has gone.
            while true {
                let third = try await TestClient(port: port)
                try await third.send(Self.close)
                let answer = try await third.receiveAll()
                if answer.hasPrefix("HTTP/1.1 503") { continue }
                #expect(answer.hasSuffix("Hello"))
                break
            }
        }
    }
}

/// Lets tasks wait until it is opened.
final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiters: [CheckedContinuation<Void, Never>])>((false, []))

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiters.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}

/// Counts from several tasks.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func add(_ number: Int) {
        count.withLock { $0 += number }
    }
}
