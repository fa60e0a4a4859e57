import ApusHTTP
import HTTPTypes
import NIOCore
import Testing

@testable import ApusServer

/// Connections that leave HTTP (RFC 9110, section 7.8), over both transports.
@Suite struct UpgradeTests {
    private static let request = "GET /raw HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: raw\r\n\r\n"

    private func withRawServer(
        _ run: @escaping @Sendable (RequestBody, BodyWriter) async throws -> Void,
        _ body: (Int) async throws -> Void
    ) async throws {
        try await withServer(routes: { router in
            router.get("/raw") { _ in
                Response(status: .switchingProtocols, headers: [.upgrade: "raw"], body: .upgrade(run))
            }
        }) { port in
            try await body(port)
        }
    }

    @Test func bytesGoBothWaysUntilTheHandlerReturns() async throws {
        try await withRawServer { input, output in
            for try await piece in input {
                try await output.write(piece)
                if piece.readableBytesView.last == UInt8(ascii: ".") { return }
            }
        } _: { port in
            let client = try await TestClient(port: port)
            // What comes with the request belongs to the new protocol.
            try await client.send(Self.request + "early")
            let head = try await client.receive(until: "early")
            #expect(
                head.stable == "HTTP/1.1 101 Switching Protocols\r\nUpgrade: raw\r\nConnection: Upgrade\r\n\r\nearly"
            )
            try await client.send(" late.")
            #expect(try await client.receiveAll() == " late.")
        }
    }

    @Test func theEndOfTheInputIsTheEndOfTheBody() async throws {
        try await withRawServer { input, output in
            var count = 0
            for try await piece in input { count += piece.readableBytes }
            try await output.write("\(count)")
        } _: { port in
            let client = try await TestClient(port: port)
            try await client.send(Self.request + "12345")
            client.finishSending()
            #expect(try await client.receiveAll().hasSuffix("\r\n\r\n5"))
        }
    }

    @Test func aHandlerThatThrowsCutsTheConnection() async throws {
        struct Failure: Error {}
        try await withRawServer { _, output in
            try await output.write("half")
            throw Failure()
        } _: { port in
            let client = try await TestClient(port: port)
            try await client.send(Self.request)
            #expect(try await client.receiveAll().hasSuffix("\r\n\r\nhalf"))
        }
    }

    @Test func aHandlerThatDoesNotReadStopsTheClientAndGoesOnLater() async throws {
        let gate = AsyncStream.makeStream(of: Void.self)
        try await withRawServer { input, output in
            for await _ in gate.stream {}
            var count = 0
            for try await piece in input { count += piece.readableBytes }
            try await output.write("\(count)")
        } _: { port in
            let client = try await TestClient(port: port)
            try await client.send(Self.request)
            _ = try await client.receive(until: "\r\n\r\n")
            async let sent: Void = client.send([UInt8](repeating: 0x78, count: 8 << 20))
            gate.continuation.finish()
            try await sent
            client.finishSending()
            #expect(try await client.receiveAll() == "\(8 << 20)")
        }
    }

    @Test func a101WithoutAnUpgradeIsNotSent() async throws {
        try await withServer(routes: { router in
            router.get("/") { _ in Response(status: .switchingProtocols) }
        }) { port in
            let client = try await TestClient(port: port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(try await client.receiveAll().hasPrefix("HTTP/1.1 500 "))
        }
    }

    @Test func trailersCanBeReadAfterTheBody() async throws {
        try await withServer(routes: { router in
            router.post("/") { request in
                let body = try await request.body.collect(upTo: 100)
                return "\(String(buffer: body)) \(request.body.trailers.map { "\($0.name.rawName)=\($0.value)" })"
            }
        }) { port in
            let client = try await TestClient(port: port)
            try await client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
            )
            try await client.send("0\r\nX-Sum: 7\r\n\r\n")
            #expect(try await client.receiveAll().hasSuffix("\r\n\r\nabc [\"X-Sum=7\"]"))
        }
    }
}
