import ApusCompression
import ApusHTTP
import HTTPTypes
import NIOCore
import Testing

@Suite struct RequestDecompressionTests {
    private func answer(
        _ body: ByteBuffer,
        coding: String?,
        piece: Int? = nil,
        limits: InflaterLimits = InflaterLimits(maximumBytes: 1 << 20)
    ) async throws -> (status: Int, text: String, headers: HeaderFields) {
        let router = Router()
        router.use(RequestDecompression(limits: limits), RequestDecompression(limits: limits))
        router.post("/") { request in
            let bytes = try await request.body.collect(upTo: 10 << 20)
            return String(buffer: bytes)
        }
        var headers = HeaderFields()
        headers[.contentEncoding] = coding
        let requestBody = piece.map { RequestBody.pieces(of: body, $0) } ?? RequestBody(body)
        let request = Request(method: .post, target: "/", headers: headers, body: requestBody)
        let response = try await router.compile().respond(to: request)
        let text = String(buffer: try await response.body.collect(upTo: 10 << 20))
        return (response.status.code, text, response.headers)
    }

    @Test(arguments: [("gzip", CompressionFormat.gzip), ("X-GZIP", .gzip), ("deflate", .zlib)])
    func aCompressedBodyIsReadAsAPlainOne(_ coding: String, _ format: CompressionFormat) async throws {
        let bytes = CodecTests.sample(100_000)
        let compressed = try CodecTests.compress(bytes, format)
        for piece in [nil, 1_000, 1] {
            let response = try await answer(compressed, coding: coding, piece: piece)
            #expect(response.status == 200)
            #expect(response.text == String(buffer: bytes))
        }
    }

    @Test func aPlainBodyIsNotTouched() async throws {
        #expect(try await answer(ByteBuffer(string: "plain"), coding: nil).text == "plain")
        #expect(try await answer(ByteBuffer(string: "plain"), coding: "identity").text == "plain")
        #expect(try await answer(ByteBuffer(), coding: "gzip").text == "")
    }

    @Test(arguments: ["br", "gzip, gzip", "zstd", "gzip;q=1", ""])
    func anotherCodingIsRefused(_ coding: String) async throws {
        let response = try await answer(ByteBuffer(string: "x"), coding: coding)
        #expect(response.status == 415)
        #expect(response.text.contains(#""code":"unsupported_encoding""#))
        #expect(response.headers[.acceptEncoding] == "gzip, deflate")
    }

    @Test func aBombIsRefused() async throws {
        let bomb = try CodecTests.compress(ByteBuffer(repeating: 0, count: 50 << 20), .gzip)
        #expect(bomb.readableBytes < 60_000)
        let response = try await answer(bomb, coding: "gzip", limits: InflaterLimits(maximumBytes: 1 << 30))
        #expect(response.status == 413)
        #expect(response.text.contains(#""code":"decompressed_ratio_too_high""#))
        let large = try await answer(
            bomb,
            coding: "gzip",
            limits: InflaterLimits(maximumBytes: 1 << 20, maximumRatio: 10_000)
        )
        #expect(large.status == 413)
        #expect(large.text.contains(#""code":"decompressed_too_large""#))
    }

    @Test func manyMembersAreNoWayAroundTheLimits() async throws {
        let member = try CodecTests.compress(ByteBuffer(repeating: 0, count: 60_000), .gzip)
        var bomb = ByteBuffer()
        for _ in 0..<1_000 { bomb.writeImmutableBuffer(member) }
        let response = try await answer(bomb, coding: "gzip", limits: InflaterLimits(maximumBytes: 1 << 30))
        #expect(response.status == 413)
        let two = try await answer(member, coding: "gzip")
        #expect(two.text.utf8.count == 60_000)
    }

    @Test func theMembersOfAGzipBodyAreOneBody() async throws {
        var body = try CodecTests.compress(ByteBuffer(string: "one "), .gzip)
        body.writeImmutableBuffer(try CodecTests.compress(ByteBuffer(string: "two"), .gzip))
        for piece in [nil, 1] {
            #expect(try await answer(body, coding: "gzip", piece: piece).text == "one two")
        }
    }

    @Test func damageIsABadRequest() async throws {
        let compressed = try CodecTests.compress(ByteBuffer(string: "text"), .zlib)
        let truncated = compressed.getSlice(at: 0, length: compressed.readableBytes - 1) ?? ByteBuffer()
        var trailing = compressed
        trailing.writeString("x")
        for body in [truncated, trailing, ByteBuffer(string: "plain text")] {
            let response = try await answer(body, coding: "deflate")
            #expect(response.status == 400)
            #expect(response.text.contains(#""code":"malformed_compression""#))
        }
    }
}

extension RequestBody {
    /// A body of unknown length that comes in pieces of `size` bytes.
    static func pieces(of bytes: ByteBuffer, _ size: Int) -> RequestBody {
        RequestBody(Pieces(bytes, size))
    }

    private actor Rest {
        var bytes: ByteBuffer
        init(_ bytes: ByteBuffer) { self.bytes = bytes }
        func next(_ size: Int) -> ByteBuffer? {
            bytes.readableBytes == 0 ? nil : bytes.readSlice(length: Swift.min(size, bytes.readableBytes))
        }
    }

    private final class Pieces: BodySource {
        private let rest: Rest
        private let size: Int

        init(_ bytes: ByteBuffer, _ size: Int) {
            rest = Rest(bytes)
            self.size = size
        }

        var expectedLength: Int? { nil }
        var collected: ByteBuffer? {
            get { nil }
            set { _ = newValue }
        }

        func next() async throws -> ByteBuffer? { await rest.next(size) }
    }
}
