import ApusHTTP
import ApusServer
import HTTPTypes
import NIOCore
import Synchronization
import Testing

/// The server over real sockets: persistence, bodies, limits.
@Suite struct ConnectionTests {
    private func routes(_ router: Router) {
        router.get("/") { _ in "Hello" }
        router.get("/n/{n}") { request in "n\(try request.parameter("n"))" }
        router.post("/echo") { request in String(buffer: try await request.body.collect(upTo: 1000)) }
        router.post("/ignore") { _ in "ignored" }
        router.get("/bad-header") { _ in Response(headers: [.location: "a\r\nSet-Cookie: b"]) }
        router.get("/suspends") { _ in
            await Task.detached {}.value
            return "later"
        }
        router.get("/host") { request in request.host ?? "-" }
        router.get("/none") { _ in NoContent() }
        router.get("/not-modified") { _ in Response(status: .notModified, body: .text("never sent")) }
        router.get("/large") { _ in String(repeating: "x", count: 100_000) }
    }

    private func exchange(_ request: String, _ configure: (inout ServerConfiguration) -> Void = { _ in }) async throws
        -> String
    {
        try await withServer(configure, routes: routes) { port in
            let client = try await TestClient(port: port)
            try await client.send(request)
            return try await client.receiveAll().stable
        }
    }

    private static let close = "Host: a\r\nConnection: close\r\n\r\n"

    @Test func answersAndCloses() async throws {
        #expect(
            try await exchange("GET / HTTP/1.1\r\n" + Self.close) == """
                HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n\
                Connection: close\r\n\r\nHello
                """
        )
    }

    @Test func theHostIsThatOfTheTargetIfItHasOne() async throws {
        #expect(try await exchange("GET /host HTTP/1.1\r\n" + Self.close).hasSuffix("\r\n\r\na"))
        #expect(try await exchange("GET http://b:1/host HTTP/1.1\r\n" + Self.close).hasSuffix("\r\n\r\nb:1"))
        #expect(try await exchange("GET /host HTTP/1.0\r\n\r\n").hasSuffix("\r\n\r\n-"))
    }

    @Test func answersHTTP10() async throws {
        #expect(
            try await exchange("GET / HTTP/1.0\r\n\r\n") == """
                HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n\
                Connection: close\r\n\r\nHello
                """
        )
        #expect(
            try await exchange("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n") == """
                HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n\
                Connection: keep-alive\r\n\r\nHello\
                HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n\
                Connection: close\r\n\r\nHello
                """
        )
    }

    @Test func answersPipelinedRequestsInOrder() async throws {
        var request = ""
        for index in 0..<200 {
            request +=
                index % 3 == 0
                ? "GET /suspends HTTP/1.1\r\nHost: a\r\n\r\n" : "GET /n/\(index) HTTP/1.1\r\nHost: a\r\n\r\n"
        }
        let answer = try await exchange(request + "GET /none HTTP/1.1\r\n" + Self.close)
        let bodies = answer.split(separator: "\r\n\r\n").compactMap { part in
            part.split(separator: "HTTP/1.1", omittingEmptySubsequences: false).first.map(String.init)
        }
        let expected = (0..<200).map { $0 % 3 == 0 ? "later" : "n\($0)" }
        #expect(bodies.filter { !$0.isEmpty } == expected)
    }

    @Test func framesHeadAndEmptyResponses() async throws {
        #expect(
            try await exchange("HEAD / HTTP/1.1\r\n" + Self.close) == """
                HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\nConnection: close\r\n\r\n
                """
        )
        #expect(
            try await exchange("GET /none HTTP/1.1\r\n" + Self.close)
                == "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
        )
        #expect(
            try await exchange("GET /not-modified HTTP/1.1\r\n" + Self.close)
                == "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
        )
    }

    @Test func neverSendsAHeaderThatBreaksItsLine() async throws {
        let answer = try await exchange("GET /bad-header HTTP/1.1\r\n" + Self.close)
        #expect(answer.hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
        #expect(!answer.contains("Set-Cookie"))
    }

    @Test(arguments: [
        "Content-Length: 11\r\n\r\nhello world",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x\r\n world\r\n0\r\nT: x\r\n\r\n",
    ])
    func readsBodiesHoweverTheyArrive(_ rest: String) async throws {
        let request = Array("POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(rest)".utf8)
        try await withServer(routes: routes) { port in
            for split in stride(from: 1, to: request.count, by: 7) + [request.count] {
                let client = try await TestClient(port: port)
                try await client.send(Array(request[..<split]))
                try await client.send(Array(request[split...]))
                #expect(try await client.receiveAll().hasSuffix("\r\n\r\nhello world"))
            }
        }
    }

    @Test func keepsTheConnectionWhenABodyIsNotRead() async throws {
        let body = String(repeating: "x", count: 5000)
        let answer = try await exchange(
            "POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n\(body)GET / HTTP/1.1\r\n" + Self.close
        )
        #expect(answer.contains("ignored"))
        #expect(answer.hasSuffix("Hello"))
    }

    @Test func closesWhenTooMuchOfABodyIsNotRead() async throws {
        try await withServer({ $0.maximumDiscardedBytes = 1000 }, routes: routes) { port in
            let client = try await TestClient(port: port)
            try await client.send("POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\nxx")
            let answer = try await client.receiveAll()
            #expect(answer.contains("Connection: close\r\n"))
            #expect(answer.hasSuffix("ignored"))
        }
    }

    @Test func saysContinueOnlyWhenTheBodyIsWanted() async throws {
        try await withServer(routes: routes) { port in
            let client = try await TestClient(port: port)
            try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            #expect(try await client.receive(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            try await client.send("hi")
            #expect(try await client.receive(until: "hi").hasPrefix("HTTP/1.1 200 OK\r\n"))

            try await client.send(
                "POST /ignore HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
            )
            let answer = try await client.receiveAll()
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.contains("Connection: close\r\n"))
        }
    }

    @Test func refusesWithProblems() async throws {
        #expect(
            try await exchange("GET / HTTP/1.1\r\n\r\n") == """
                HTTP/1.1 400 Bad Request\r\nX-Request-ID: …\r\nContent-Type: application/problem+json\r\n\
                Content-Length: 180\r\nConnection: close\r\n\r\n\
                {"type":"about:blank","title":"Bad Request","status":400,"code":"malformed_request",\
                "detail":"There must be exactly one Host field.","requestId":"…"}
                """
        )
    }

    @Test(arguments: [
        ("GET /" + String(repeating: "a", count: 300) + " HTTP/1.1\r\n", "414 URI Too Long"),
        (
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "a", count: 900) + "\r\n\r\n",
            "431 Request Header Fields Too Large"
        ),
        (
            "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: a\r\n", count: 20) + "\r\n",
            "431 Request Header Fields Too Large"
        ),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2001\r\n\r\n", "413 Content Too Large"),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n", "413 Content Too Large"),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7d1\r\n", "413 Content Too Large"),
        ("GET / HTTP/3.0\r\nHost: a\r\n\r\n", "505 HTTP Version Not Supported"),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", "501 Not Implemented"),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n", "417 Expectation Failed"),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz", "400 Bad Request"),
    ])
    func limitsAndRefuses(_ request: String, _ status: String) async throws {
        let answer = try await exchange(request) { configuration in
            configuration.maximumTargetBytes = 200
            configuration.maximumHeaderBytes = 800
            configuration.maximumHeaderFields = 10
            configuration.maximumBodyBytes = 2000
            configuration.maximumDiscardedBytes = 0
        }
        #expect(answer.hasPrefix("HTTP/1.1 \(status)\r\n"))
        #expect(answer.contains("Connection: close\r\n"))
        #expect(answer.contains("Content-Type: application/problem+json\r\n"))
    }

    @Test func aRefusalReachesAClientThatIsStillSending() async throws {
        try await withServer(routes: routes) { port in
            let client = try await TestClient(port: port)
            try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n")
            try await client.send([UInt8](repeating: 0x78, count: 1_000_000))
            #expect(try await client.receiveAll().hasPrefix("HTTP/1.1 413 Content Too Large\r\n"))
        }
    }

    @Test func answersAClientThatHasClosedItsSide() async throws {
        try await withServer(routes: routes) { port in
            let client = try await TestClient(port: port)
            try await client.send("GET /n/1 HTTP/1.1\r\nHost: a\r\n\r\nGET /n/2 HTTP/1.1\r\nHost: a\r\n\r\n")
            client.finishSending()
            let answer = try await client.receiveAll()
            #expect(answer.contains("n1HTTP/1.1"))
            #expect(answer.hasSuffix("n2"))
        }
    }

    @Test func aClientThatHasClosedItsSideGetsTheWholeOfALargeResponse() async throws {
        let size = 64 << 20
        let routes: (Router) -> Void = { router in
            router.get("/") { _ in Response(body: .bytes([UInt8](repeating: 0x61, count: size))) }
        }
        for fields in ["", "Connection: close\r\n"] {
            try await withServer(routes: routes) { port in
                let client = try await TestClient(port: port, receiveBuffer: 65_536)
                try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
                let head = try await client.receive(until: "a")
                client.finishSending()
                var received = head.utf8.count
                while case let count = try await client.receive(upTo: 1 << 20).count, count > 0 { received += count }
                #expect(received > size)
            }
        }
    }

    @Test func manyPipelinedRequestsAreAllAnswered() async throws {
        try await withServer(routes: routes) { port in
            let client = try await TestClient(port: port)
            let count = 10_000
            async let sending: Void = client.send(
                (0..<count).map { "GET /n/\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined()
            )
            async let receiving = client.receiveAll()
            try await sending
            client.finishSending()
            let answers = try await receiving.split(separator: "\r\n\r\n").dropFirst()
            #expect(answers.count == count)
            #expect(answers.last == "n\(count - 1)")
        }
    }

    @Test func aResponseReachesAClientWhoseBodyWasStopped() async throws {
        let stopped = Gate()
        try await withServer(
            { $0.maximumDiscardedBytes = 1000 },
            routes: { router in
                router.post("/") { _ in
                    await stopped.wait()
                    return "enough"
                }
            }
        ) { port in
            let client = try await TestClient(port: port)
            let size = 16 << 20
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n")
            // More than the connection keeps for a handler, so that it stops reading.
            try await client.send([UInt8](repeating: 0x78, count: 256 * 1024))
            stopped.open()
            try await client.send([UInt8](repeating: 0x78, count: size - 256 * 1024))
            #expect(try await client.receiveAll().hasSuffix("\r\n\r\nenough"))
        }
    }

    @Test func aBodyThatEndsTooEarlyIsABadRequest() async throws {
        try await withServer(routes: routes) { port in
            let client = try await TestClient(port: port)
            try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
            client.finishSending()
            let answer = try await client.receiveAll()
            #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(answer.contains(#""code":"incomplete_body""#))
        }
    }

    @Test func sendsLargeResponses() async throws {
        let answer = try await exchange("GET /large HTTP/1.1\r\nHost: a\r\n\r\nGET /large HTTP/1.1\r\n" + Self.close)
        #expect(answer.utf8.count { $0 == UInt8(ascii: "x") } == 200_002)
    }

    // MARK: Timeouts

    @Test func aSlowHeadTimesOut() async throws {
        try await withServer({ $0.headerTimeout = .seconds(1) }, routes: routes) { port in
            let client = try await TestClient(port: port)
            try await client.send("GET / HTTP/1.1\r\nHo")
            #expect(try await client.receiveAll().hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
            let silent = try await TestClient(port: port)
            #expect(try await silent.receiveAll() == "")
        }
    }

    @Test func anIdleConnectionIsClosed() async throws {
        try await withServer({ $0.keepAliveTimeout = .milliseconds(100) }, routes: routes) { port in
            let client = try await TestClient(port: port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.receiveAll().hasSuffix("Hello"))
        }
    }

    @Test func aSlowBodyTimesOut() async throws {
        try await withServer({ $0.transferRatePeriod = .milliseconds(100) }, routes: routes) { port in
            let client = try await TestClient(port: port)
            try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\nab")
            #expect(try await client.receiveAll().hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
        }
    }

    @Test func aClientThatDoesNotReadIsCut() async throws {
        let ended = Gate()
        let routes: (Router) -> Void = { router in
            router.get("/") { _ in
                Response(
                    body: .stream { writer in
                        defer { ended.open() }
                        while true { try await writer.write(ByteBuffer(repeating: 0, count: 65_536)) }
                    }
                )
            }
        }
        try await withServer({ $0.transferRatePeriod = .milliseconds(200) }, routes: routes) { port in
            let client = try await TestClient(port: port, receiveBuffer: 4096)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            await ended.wait()
        }
    }
}
