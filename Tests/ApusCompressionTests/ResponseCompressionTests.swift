import ApusCompression
import ApusHTTP
import HTTPTypes
import NIOCore
import Testing

@Suite struct ResponseCompressionTests {
    private let page = String(repeating: "All human beings are born free and equal. ", count: 100)

    private func answer(
        _ headers: HeaderFields,
        method: HTTPRequest.Method = .get,
        _ middleware: ResponseCompression = ResponseCompression(),
        _ handler: @escaping @Sendable (Request) async throws -> Response
    ) async throws -> Response {
        let router = Router()
        router.use(middleware)
        router.get("/", handler)
        return try await router.compile().respond(to: Request(method: method, target: "/", headers: headers))
    }

    private func body(of response: Response) async throws -> ByteBuffer {
        try await response.body.collect(upTo: 100 << 20)
    }

    @Test(arguments: [
        ("gzip", "gzip"), ("deflate", "deflate"), ("gzip, deflate, br", "gzip"), ("deflate, gzip", "gzip"),
        ("gzip;q=0.5, deflate;q=0.8", "deflate"), ("*", "gzip"), ("x-gzip", "gzip"), ("gzip;q=0, *;q=0.1", "deflate"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
    ])
    func theClientChooses(_ accepted: String, _ coding: String) async throws {
        let page = page
        let response = try await answer([.acceptEncoding: accepted]) { _ in Response(page) }
        #expect(response.headers[.contentEncoding] == coding)
        #expect(response.headers[.vary] == "Accept-Encoding")
        let compressed = try await body(of: response)
        #expect(response.body.length == compressed.readableBytes)
        #expect(compressed.readableBytes < 200)
        let format: CompressionFormat = coding == "gzip" ? .gzip : .zlib
        #expect(try String(buffer: CodecTests.decompress(compressed, format)) == page)
    }

    @Test(arguments: [nil, "", "br", "identity", "gzip;q=0", "gzip;q=0.1, identity;q=1", "identity, *;q=0"])
    func whoDoesNotAskGetsThePlainBody(_ accepted: String?) async throws {
        let page = page
        var headers = HeaderFields()
        headers[.acceptEncoding] = accepted
        let response = try await answer(headers) { _ in Response(page) }
        #expect(response.headers[.contentEncoding] == nil)
        #expect(response.headers[.vary] == "Accept-Encoding")
        #expect(try await String(buffer: body(of: response)) == page)
    }

    @Test(arguments: [
        Response(status: .ok, headers: [.contentEncoding: "br"], body: .text(String(repeating: "x", count: 5_000))),
        Response(
            status: .ok,
            headers: [.cacheControl: "public, No-Transform"],
            body: .text(String(repeating: "x", count: 5_000))
        ),
        Response(
            status: .partialContent,
            headers: [.contentRange: "bytes 0-4999/9000"],
            body: .text(String(repeating: "x", count: 5_000))
        ),
        Response(
            status: .ok,
            headers: [HTTPField.Name("Content-Digest") ?? .via: "sha-256=:x:"],
            body: .text(String(repeating: "x", count: 5_000))
        ),
        Response(body: .bytes([UInt8](repeating: 1, count: 5_000), contentType: "image/png")),
        Response(body: .bytes([UInt8](repeating: 1, count: 5_000), contentType: nil)),
        Response(body: .bytes([UInt8](repeating: 1, count: 5_000))),
        Response(String(repeating: "x", count: 1_023)),
        Response(status: .noContent),
    ])
    func whatMustNotBeCompressedIsLeftAlone(_ response: Response) async throws {
        let answer = try await answer([.acceptEncoding: "gzip"]) { _ in response }
        #expect(answer.headers[.contentEncoding] == response.headers[.contentEncoding])
        #expect(try await body(of: answer) == body(of: response))
        #expect(!answer.headers.contains(.vary))
    }

    @Test func whatDoesNotBecomeSmallerIsSentPlain() async throws {
        var state: UInt64 = 1
        let noise = (0..<5_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        let response = try await answer([.acceptEncoding: "gzip"]) { _ in
            Response(body: .bytes(noise, contentType: "text/plain"))
        }
        #expect(response.headers[.contentEncoding] == nil)
        #expect(response.body.length == 5_000)
    }

    @Test func entityTagsBecomeWeak() async throws {
        let page = page
        let fields: HeaderFields = [.eTag: #""v7""#, .acceptRanges: "bytes"]
        let response = try await answer([.acceptEncoding: "gzip"]) { _ in
            Response(status: .ok, headers: fields, body: .text(page))
        }
        #expect(response.headers[.eTag] == #"W/"v7""#)
        #expect(response.headers[.acceptRanges] == nil)
        let again = try await answer([.acceptEncoding: "gzip", .ifNoneMatch: #"W/"v7""#]) { request in
            try await request.conditional(Validators(entityTag: EntityTag("v7"))) { Response(page) }
        }
        #expect(again.status == .notModified)
        #expect(again.headers[.eTag] == #"W/"v7""#)
        let plain = try await answer([:]) { _ in Response(status: .ok, headers: fields, body: .text(page)) }
        #expect(plain.headers[.eTag] == #""v7""#)
    }

    @Test func aHeadRequestHasTheHeaderOfGet() async throws {
        let page = page
        let response = try await answer([.acceptEncoding: "gzip"], method: .head) { _ in Response(page) }
        #expect(response.headers[.contentEncoding] == "gzip")
        #expect(response.headers[.vary] == "Accept-Encoding")
        #expect(response.body.contentType == "text/plain; charset=utf-8")
        #expect(response.body.length == nil)
    }

    @Test func aLargeBodyIsCompressedInPieces() async throws {
        let bytes = CodecTests.sample(3_000_000)
        let response = try await answer([.acceptEncoding: "gzip"]) { _ in
            Response(body: .buffer(bytes, contentType: "text/csv"))
        }
        #expect(response.body.length == nil)
        let compressed = try await body(of: response)
        #expect(try CodecTests.decompress(compressed, .gzip) == bytes)
        // The deflaters of the pool begin anew.
        for _ in 0..<3 {
            let next = try await answer([.acceptEncoding: "gzip"]) { _ in
                Response(body: .buffer(bytes, contentType: "text/csv"))
            }
            #expect(try await body(of: next) == compressed)
        }
    }

    @Test func eachWriteOfAStreamReachesTheClient() async throws {
        let response = try await answer([.acceptEncoding: "gzip"]) { _ in
            Response(
                body: .stream(contentType: "text/event-stream") { writer in
                    for index in 0..<3 { try await writer.write("data: \(index)\n\n") }
                }
            )
        }
        guard case .stream(nil, let produce) = response.body.storage else {
            Issue.record("The body is not streamed.")
            return
        }
        let client = Client()
        try await produce(BodyWriter { await client.receive($0) })
        #expect(await client.pieces == ["data: 0\n\n", "data: 1\n\n", "data: 2\n\n", ""])
        #expect(await client.hasFinished)
    }

    /// Decompresses what comes, as it comes.
    private actor Client {
        var pieces: [String] = []
        var hasFinished = false
        private var wire = ByteBuffer()

        func receive(_ piece: ByteBuffer) {
            wire.writeImmutableBuffer(piece)
            let sofar = pieces.joined()
            do {
                var inflater = try Inflater(.gzip, limits: CodecTests.unlimited)
                var copy = wire
                var output = ByteBuffer()
                try inflater.decompress(&copy, into: &output)
                pieces.append(String(String(buffer: output).dropFirst(sofar.count)))
                hasFinished = inflater.isFinished
            } catch {
                pieces.append("\(error)")
            }
        }
    }

    @Test(arguments: [
        (nil, nil, true), (nil, "cross-site", true),
        ("session=1", "same-origin", true), ("session=1", "none", true),
        ("session=1", "cross-site", false), ("session=1", "same-site", false), ("session=1", nil, false),
    ])
    func secretsAreNotCompressedForPagesOfOthers(_ cookie: String?, _ site: String?, _ isCompressed: Bool) async throws
    {
        let page = page
        var headers: HeaderFields = [.acceptEncoding: "gzip"]
        headers[.cookie] = cookie
        headers[HTTPField.Name("Sec-Fetch-Site") ?? .via] = site
        let response = try await answer(headers) { _ in Response(page) }
        #expect((response.headers[.contentEncoding] == "gzip") == isCompressed)
        if cookie != nil {
            headers[.cookie] = nil
            headers[.authorization] = "Basic YTpi"
            let basic = try await answer(headers) { _ in Response(page) }
            #expect((basic.headers[.contentEncoding] == "gzip") == isCompressed)
        }
    }

    @Test func requestsCanBeLeftOut() async throws {
        let page = page
        let middleware = ResponseCompression(excluding: { $0.path == "/" })
        let response = try await answer([.acceptEncoding: "gzip"], middleware) { _ in Response(page) }
        #expect(response.headers[.contentEncoding] == nil)
    }
}
