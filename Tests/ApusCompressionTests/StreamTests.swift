import ApusCompression
import NIOCore
import Testing

@Suite struct StreamTests {
    @Test func aSyncFlushLetsTheReaderHaveEverything() throws {
        var deflater = try Deflater(.gzip)
        var inflater = try Inflater(.gzip, limits: CodecTests.unlimited)
        for text in ["first", "", "second", String(repeating: "third ", count: 1_000)] {
            var wire = ByteBuffer()
            try deflater.compress(ByteBuffer(string: text), into: &wire, flush: .sync)
            #expect(text.isEmpty || wire.readableBytesView.suffix(4).elementsEqual([0, 0, 0xFF, 0xFF]))
            var output = ByteBuffer()
            try inflater.decompress(&wire, into: &output)
            #expect(String(buffer: output) == text)
        }
        #expect(throws: CompressionError.self) { try inflater.finish() }
    }

    @Test func messagesShareTheWindowOfARawStream() throws {
        var deflater = try Deflater(.raw)
        var inflater = try Inflater(.raw, limits: InflaterLimits(maximumBytes: 1_000, maximumRatio: 2_000))
        let message = ByteBuffer(string: "a message that is sent again and again, 0123456789")
        var sizes: [Int] = []
        for _ in 0..<100 {
            var wire = ByteBuffer()
            try deflater.compress(message, into: &wire, flush: .sync)
            sizes.append(wire.readableBytes)
            var output = ByteBuffer()
            inflater.resetCounts()
            try inflater.decompress(&wire, into: &output)
            #expect(output == message)
        }
        #expect(sizes[1] < sizes[0] / 2)
    }

    @Test func aFinalBlockMayBeFollowedByMore() throws {
        // RFC 7692, section 7.2.3.4: "Hello" in a block with BFINAL, then the empty block that the receiver appends.
        var inflater = try Inflater(.raw, limits: CodecTests.unlimited)
        var wire = ByteBuffer(bytes: [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF])
        var output = ByteBuffer()
        try inflater.decompress(&wire, into: &output)
        try inflater.finish()
        #expect(wire.readableBytes == 5)
        inflater.startNextStream(keepingWindow: true)
        try inflater.decompress(&wire, into: &output)
        #expect(String(buffer: output) == "Hello")
        // Section 7.2.3.2: the second "Hello" of a connection refers to the first.
        wire = ByteBuffer(bytes: [0xF2, 0x00, 0x11, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF])
        try inflater.decompress(&wire, into: &output)
        #expect(String(buffer: output) == "HelloHello")
    }

    @Test func theMembersOfAGzipFileAreReadOneAfterTheOther() throws {
        var wire = try CodecTests.compress(ByteBuffer(string: "one"), .gzip)
        var second = try CodecTests.compress(ByteBuffer(string: "two"), .gzip)
        wire.writeBuffer(&second)
        var inflater = try Inflater(.gzip, limits: InflaterLimits(maximumBytes: 5))
        var output = ByteBuffer()
        try inflater.decompress(&wire, into: &output)
        #expect(String(buffer: output) == "one")
        inflater.startNextStream()
        // The limit holds for the members together.
        #expect(throws: CompressionError.self) { try inflater.decompress(&wire, into: &output) }
    }

    @Test func resettingStartsAnew() throws {
        var deflater = try Deflater(.zlib)
        var first = ByteBuffer()
        try deflater.compress(ByteBuffer(string: "text"), into: &first, flush: .finish)
        var second = ByteBuffer()
        let error = try #require(throws: CompressionError.self) {
            try deflater.compress(ByteBuffer(string: "text"), into: &second)
        }
        #expect(error.code == .finished)
        deflater.reset()
        try deflater.compress(ByteBuffer(string: "text"), into: &second, flush: .finish)
        #expect(first == second)

        var inflater = try Inflater(.zlib, limits: CodecTests.unlimited)
        var output = ByteBuffer()
        try inflater.decompress(&first, into: &output)
        inflater.reset()
        try inflater.decompress(&second, into: &output)
        #expect(String(buffer: output) == "texttext")
    }
}
