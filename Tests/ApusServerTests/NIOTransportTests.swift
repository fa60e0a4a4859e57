import ApusHTTP
import ApusServer
import NIOCore
import Testing

/// The same HTTP/1.1 above a channel of NIO, which is the transport on macOS and behind handlers of other packages.
@Suite struct NIOTransportTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let close = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    private func exchange(
        _ configure: (inout ServerConfiguration) -> Void = { _ in },
        handler: @escaping @Sendable (Request) async throws -> Response,
        _ body: (TestClient) async throws -> String
    ) async throws -> String {
        try await withServer(
            configure,
            transport: .nio,
            routes: { router in
                router.get("/", handler)
                router.post("/", handler)
            }
        ) { port in try await body(try await TestClient(port: port)).stable }
    }

    @Test func answersPipelinedRequests() async throws {
        let answer = try await exchange(handler: { _ in Response("Hello") }) { client in
            try await client.send(Self.get + Self.close)
            return try await client.receiveAll()
        }
        #expect(
            answer == """
                HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n\r\nHello\
                HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n\
                Connection: close\r\n\r\nHello
                """
        )
    }

    @Test func answersAClientThatHasClosedItsSide() async throws {
        let answer = try await exchange(handler: { _ in Response("Hello") }) { client in
            try await client.send(Self.get)
            client.finishSending()
            return try await client.receiveAll()
        }
        #expect(answer.hasSuffix("\r\n\r\nHello"))
    }

    @Test func streamsBothWays() async throws {
        let size = 4 << 20
        let echo: @Sendable (Request) async throws -> Response = { request in
            Response(
                body: .stream(contentType: nil, length: size) { writer in
                    for try await piece in request.body { try await writer.write(piece) }
                }
            )
        }
        let answer = try await exchange(handler: echo) { client in
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: \(size)\r\n\r\n")
            async let sending: Void = client.send([UInt8](repeating: 0x61, count: size))
            let answer = try await client.receiveAll()
            try await sending
            return answer
        }
        #expect(answer.utf8.count { $0 == 0x61 } == size)
    }

    @Test func aSlowHeadTimesOut() async throws {
        let answer = try await exchange({ $0.headerTimeout = .seconds(3) }, handler: { _ in Response("") }) {
            client in
            try await client.send("GET / HTTP/1.1\r\nHo")
            return try await client.receiveAll()
        }
        #expect(answer.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
    }

    @Test func aClientThatGoesCancelsTheHandler() async throws {
        let started = Gate()
        let cancelled = Gate()
        try await withServer(
            transport: .nio,
            routes: { router in
                router.get("/") { _ in
                    started.open()
                    try? await Task.sleep(for: .seconds(60))
                    if Task.isCancelled { cancelled.open() }
                    return "too late"
                }
            }
        ) { port in
            var client: TestClient? = try await TestClient(port: port)
            try await client?.send(Self.get)
            await started.wait()
            client = nil
            await cancelled.wait()
        }
    }
}
