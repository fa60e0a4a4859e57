import NIOCore
import Testing

@testable import ApusCompression

@Suite struct CodecTests {
    static let unlimited = InflaterLimits(maximumBytes: .max, maximumRatio: .max)

    /// Bytes that are partly repetition and partly noise, the same in every run.
    static func sample(_ count: Int, seed: UInt64 = 7) -> ByteBuffer {
        var state = seed
        var bytes = ByteBuffer()
        while bytes.readableBytes < count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            if state >> 62 == 0 {
                bytes.writeInteger(state)
            } else {
                bytes.writeString("a line of the log, number \((state >> 50) % 100)\n")
            }
        }
        return bytes.getSlice(at: bytes.readerIndex, length: count) ?? ByteBuffer()
    }

    static func compress(_ bytes: ByteBuffer, _ format: CompressionFormat, piece: Int = .max) throws -> ByteBuffer {
        var deflater = try Deflater(format)
        var output = ByteBuffer()
        var rest = bytes
        while let next = rest.readSlice(length: min(piece, rest.readableBytes)), next.readableBytes > 0 {
            try deflater.compress(next, into: &output)
        }
        try deflater.compress(ByteBuffer(), into: &output, flush: .finish)
        return output
    }

    static func decompress(
        _ bytes: ByteBuffer,
        _ format: CompressionFormat,
        piece: Int = .max,
        limits: InflaterLimits = unlimited
    ) throws -> ByteBuffer {
        var inflater = try Inflater(format, limits: limits)
        var output = ByteBuffer()
        var rest = bytes
        while var next = rest.readSlice(length: min(piece, rest.readableBytes)), next.readableBytes > 0 {
            try inflater.decompress(&next, into: &output)
            if next.readableBytes > 0 { break }
        }
        try inflater.finish()
        return output
    }

    @Test(arguments: CompressionFormat.allCases, [0, 1, 100, 65_536, 1_000_000])
    func whatIsCompressedComesBack(_ format: CompressionFormat, _ count: Int) throws {
        let bytes = Self.sample(count)
        for piece in [1 << 30, 4096, 1] where count / piece < 200_000 {
            let compressed = try Self.compress(bytes, format, piece: piece)
            #expect(try Self.decompress(compressed, format, piece: piece) == bytes)
        }
    }

    @Test(arguments: CompressionFormat.allCases)
    func repetitionBecomesSmall(_ format: CompressionFormat) throws {
        let bytes = ByteBuffer(repeating: 0x61, count: 100_000)
        #expect(try Self.compress(bytes, format).readableBytes < 200)
    }

    @Test(arguments: CompressionFormat.allCases)
    func aTruncatedStreamIsRefusedWhereverItEnds(_ format: CompressionFormat) throws {
        let compressed = try Self.compress(Self.sample(3_000), format)
        for count in 0..<compressed.readableBytes {
            let part = compressed.getSlice(at: 0, length: count) ?? ByteBuffer()
            #expect(throws: CompressionError.self) { try Self.decompress(part, format) }
        }
    }

    @Test(arguments: [CompressionFormat.gzip, .zlib])
    func damageIsNoticed(_ format: CompressionFormat) throws {
        let bytes = Self.sample(1_000)
        let compressed = try Self.compress(bytes, format)
        var unnoticed: [Int] = []
        for index in 0..<compressed.readableBytes {
            var damaged = compressed
            damaged.setInteger((compressed.getInteger(at: index) ?? 0) ^ UInt8(0x10), at: index)
            let result = try? Self.decompress(damaged, format)
            if result == bytes { unnoticed.append(index) } else { #expect(result == nil, "byte \(index)") }
        }
        // gzip's time, extra flags and system say nothing about the data.
        #expect(unnoticed.allSatisfy { format == .gzip && (3...9).contains($0) })
    }

    @Test(arguments: CompressionFormat.allCases)
    func noiseNeverCrashes(_ format: CompressionFormat) throws {
        for seed in 0..<500 {
            _ = try? Self.decompress(Self.sample(200, seed: UInt64(seed)), format)
        }
    }

    @Test func theOutputIsLimited() throws {
        let bytes = Self.sample(10_000)
        let compressed = try Self.compress(bytes, .gzip)
        let exact = InflaterLimits(maximumBytes: 10_000)
        #expect(try Self.decompress(compressed, .gzip, limits: exact) == bytes)
        let error = try #require(throws: CompressionError.self) {
            try Self.decompress(compressed, .gzip, limits: InflaterLimits(maximumBytes: 9_999))
        }
        #expect(error.code == .tooLarge)
    }

    @Test func aBombIsStoppedEarly() throws {
        var bomb = ByteBuffer()
        var deflater = try Deflater(.gzip, level: 9)
        let zeros = ByteBuffer(repeating: 0, count: 1 << 20)
        for _ in 0..<64 { try deflater.compress(zeros, into: &bomb) }
        try deflater.compress(ByteBuffer(), into: &bomb, flush: .finish)

        var inflater = try Inflater(.gzip, limits: InflaterLimits(maximumBytes: 1 << 30))
        var output = ByteBuffer()
        var piece = try #require(bomb.getSlice(at: 0, length: 2_000))
        let error = try #require(throws: CompressionError.self) { try inflater.decompress(&piece, into: &output) }
        #expect(error.code == .ratioTooHigh)
        #expect(output.readableBytes <= 320 * 1024)
        let again = try #require(throws: CompressionError.self) { try inflater.decompress(&piece, into: &output) }
        #expect(again.code == .finished)
    }

    @Test func smallDataMayRepeatItself() throws {
        let zeros = ByteBuffer(repeating: 0, count: 60_000)
        let limits = InflaterLimits(maximumBytes: 1 << 20, maximumRatio: 10)
        let compressed = try Self.compress(zeros, .zlib)
        #expect(try Self.decompress(compressed, .zlib, limits: limits) == zeros)
    }

    @Test(arguments: [
        (100, 1_000, true), (100, 1_001, false), (0, 1, false), (.max, .max, true), (1, .max, false),
    ])
    func theRatioIsExact(_ input: Int, _ output: Int, _ isAllowed: Bool) throws {
        let limits = InflaterLimits(maximumBytes: .max, maximumRatio: 10, freeBytes: 0)
        #expect((limits.violation(input: input, output: output) == nil) == isAllowed)
    }

    @Test func invalidSettingsAreRefused() throws {
        for (level, bits, memory) in [(10, 15, 8), (-1, 15, 8), (6, 8, 8), (6, 16, 8), (6, 15, 0), (6, 15, 10)] {
            let error = try #require(throws: CompressionError.self) {
                _ = try Deflater(.raw, level: level, windowBits: bits, memoryLevel: memory)
            }
            #expect(error.code == .invalidSetting)
        }
        #expect(throws: CompressionError.self) { _ = try Inflater(.raw, windowBits: 7, limits: Self.unlimited) }
    }

    @Test(arguments: 9...15)
    func aSmallerWindowIsUnderstood(_ bits: Int) throws {
        let bytes = Self.sample(100_000)
        var deflater = try Deflater(.raw, windowBits: bits)
        var compressed = ByteBuffer()
        try deflater.compress(bytes, into: &compressed, flush: .finish)
        var inflater = try Inflater(.raw, windowBits: bits, limits: Self.unlimited)
        var output = ByteBuffer()
        try inflater.decompress(&compressed, into: &output)
        #expect(output == bytes)
    }
}
