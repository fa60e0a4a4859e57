import ApusCompression
import Foundation
import NIOCore
import Testing

/// Compares with the program `gzip`, which is not built on zlib.
@Suite struct GzipProgramTests {
    private func gzip(_ arguments: String..., input: ByteBuffer) throws -> ByteBuffer {
        let file = FileManager.default.temporaryDirectory.appending(path: "apus-gzip-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(input.readableBytesView).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip"] + arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return ByteBuffer(bytes: data)
    }

    @Test(arguments: [0, 1, 1_000, 1_000_000])
    func gzipReadsWhatWeWrite(_ count: Int) throws {
        let bytes = CodecTests.sample(count)
        #expect(try gzip("-d", input: try CodecTests.compress(bytes, .gzip)) == bytes)
    }

    @Test(arguments: [0, 1, 1_000, 1_000_000])
    func weReadWhatGzipWrites(_ count: Int) throws {
        let bytes = CodecTests.sample(count)
        for level in ["-1", "-9"] {
            #expect(try CodecTests.decompress(gzip(level, input: bytes), .gzip) == bytes)
        }
    }
}
