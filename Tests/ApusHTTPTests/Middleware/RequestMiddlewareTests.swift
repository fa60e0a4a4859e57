import ApusCore
import ApusHTTP
import HTTPTypes
import Logging
import NIOCore
import Synchronization
import Testing

@Suite struct RequestIDTests {
    private let id = "0123456789abcdef0123456789abcdef"

    @Test func anIncomingIDIsIgnoredByDefault() async throws {
        let request = Request(headers: [.requestID: id])
        let response = try await answer(request, with: RequestIDHeader())
        #expect(response.headers[.requestID] == request.id.description)
    }

    @Test func aTrustedIDIsTheRequestsFromThenOn() async throws {
        let log = LogRecorder()
        let request = Request(headers: [.requestID: id], logger: log.logger)
        let middleware = RequestIDHeader(acceptsIncoming: true)
        let response = try await answer(request, with: middleware, AccessLog()) { _ in throw Problem.notFound }
        #expect(response.headers[.requestID] == id)
        #expect(try await response.text.contains(#""requestId":"\#(id)""#))
        #expect(log.lines.count == 1)
        #expect(log.lines.first?.contains("request_id=\(id)") == true)
    }

    @Test(arguments: ["", "7", "0123456789abcdef0123456789abcdef, 0", "x\r\nSet-Cookie: a=b", "../../etc/passwd"])
    func anythingElseIsNoID(_ text: String) async throws {
        let request = Request(headers: [.requestID: text])
        let response = try await answer(request, with: RequestIDHeader(acceptsIncoming: true))
        #expect(response.headers[.requestID] == request.id.description)
    }
}

@Suite struct AccessLogTests {
    @Test func theLineIsStructured() async throws {
        let log = LogRecorder()
        let address = try SocketAddress(ipAddress: "192.0.2.7", port: 1)
        let request = Request(target: "/a?secret=1", logger: log.logger, remoteAddress: address)
        _ = try await answer(request, with: AccessLog(level: .notice))
        let line = try #require(log.lines.first)
        #expect(line.hasPrefix("notice GET /a bytes=4 client=192.0.2.7 duration_ms="))
        #expect(line.hasSuffix(" request_id=\(request.id) route=/{path...} status=200"))
    }

    @Test func probesCanBeLeftOut() async throws {
        let log = LogRecorder()
        let request = Request(target: "/livez", logger: log.logger)
        _ = try await answer(request, with: AccessLog(excluding: { $0.path == "/livez" }))
        #expect(log.lines.isEmpty)
    }
}

@Suite struct RequestTimeoutTests {
    /// Waits until its task is cancelled.
    private func hang() async throws {
        try await Task.sleep(for: .seconds(600))
    }

    @Test(arguments: [HTTPResponse.Status.serviceUnavailable, .gatewayTimeout])
    func aHandlerThatHangsIsCancelled(_ status: HTTPResponse.Status) async throws {
        let wasCancelled = Mutex(false)
        let timeout = RequestTimeout(.milliseconds(5), status: status)
        let response = try await answer(Request(), with: timeout) { _ in
            do {
                try await self.hang()
            } catch {
                wasCancelled.withLock { $0 = error is CancellationError }
            }
            return Response("too late")
        }
        #expect(response.status == status)
        #expect(try await response.problemCode == "timeout")
        #expect(response.headers[.retryAfter] == "1")
        #expect(wasCancelled.withLock { $0 })
    }

    @Test func whatIsInTimeIsNotTouched() async throws {
        let response = try await answer(Request(), with: RequestTimeout(.seconds(600))) { _ in
            await Task.yield()
            return Response("in time")
        }
        #expect(try await response.text == "in time")
    }

    @Test func aClientThatGoesIsNoTimeout() async throws {
        let started = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await answer(Request(), with: RequestTimeout(.seconds(600))) { _ in
                started.continuation.finish()
                try await self.hang()
                return Response()
            }
        }
        for await _ in started.stream {}
        task.cancel()
        #expect(try await task.value.problemCode == "cancelled")
    }
}

@Suite struct BodyLimitTests {
    @Test(arguments: [(10, 200), (11, 413)])
    func aBodyOfKnownLengthIsRefusedBeforeItIsRead(_ length: Int, _ status: Int) async throws {
        let handled = Mutex(false)
        let request = Request(method: .post, body: RequestBody(String(repeating: "x", count: length)))
        let response = try await answer(request, with: BodyLimit(10)) { _ in
            handled.withLock { $0 = true }
            return Response()
        }
        #expect(response.status.code == status)
        #expect(handled.withLock { $0 } == (status == 200))
    }

    @Test(arguments: [(10, 200), (11, 413)])
    func aStreamedBodyIsRefusedWhereItExceeds(_ length: Int, _ status: Int) async throws {
        let response = try await answer(Request(method: .post, body: .chunked(length)), with: BodyLimit(10)) {
            request in
            var count = 0
            for try await piece in request.body { count += piece.readableBytes }
            return Response("\(count)")
        }
        #expect(response.status.code == status)
        let collected = try await answer(Request(method: .post, body: .chunked(length)), with: BodyLimit(10)) {
            request in
            let first = try await request.body.collect(upTo: 1_000)
            let second = try await request.body.collect(upTo: 1_000)
            return Response("\(first == second)")
        }
        #expect(collected.status.code == status)
        if status == 200 { #expect(try await collected.text == "true") }
    }
}

extension RequestBody {
    /// A body of unknown length that comes byte by byte.
    static func chunked(_ length: Int) -> RequestBody {
        let stream = BodyStream(expectedLength: nil, onDemand: {})
        for _ in 0..<length { _ = stream.yield(ByteBuffer(string: "x")) }
        stream.finish()
        return RequestBody(stream)
    }
}
