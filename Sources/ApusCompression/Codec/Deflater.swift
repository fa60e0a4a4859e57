import CZlib
public import NIOCore

/// Compresses a stream piece by piece.
///
/// ```swift
/// var deflater = try Deflater(.gzip)
/// try deflater.compress(head, into: &output)
/// try deflater.compress(tail, into: &output, flush: .finish)
/// ```
///
/// A deflater with the usual window and memory level holds 256 KiB.
public struct Deflater: ~Copyable, @unchecked Sendable {
    // Unchecked, but safe: the pointer is never given away, a value has one owner, and every method that touches the
    // stream is mutating, hence exclusive.
    private let stream: UnsafeMutablePointer<z_stream>
    private var hasFinished = false

    /// How much of what has been taken in must come out.
    public enum Flush: Sendable, Hashable {
        /// As much as compresses best.
        case none
        /// Everything, up to a byte boundary: the reader can decompress all that has been written. It ends with the
        /// bytes `00 00 FF FF`.
        case sync
        /// Everything, and the end of the stream. The deflater takes no more until ``Deflater/reset()``.
        case finish

        fileprivate var code: Int32 {
            switch self {
            case .none: Z_NO_FLUSH
            case .sync: Z_SYNC_FLUSH
            case .finish: Z_FINISH
            }
        }
    }

    /// Makes a deflater.
    ///
    /// - Parameters:
    ///   - format: What stands around the data.
    ///   - level: From 0 (no compression) over 1 (fast) to 9 (small); zlib's default is 6.
    ///   - windowBits: The base 2 logarithm of the window in bytes, from 9 to 15.
    ///   - memoryLevel: From 1 (little memory) to 9 (fast).
    /// - Throws: ``CompressionError`` when a setting is out of range or there is no memory.
    public init(
        _ format: CompressionFormat,
        level: Int = 6,
        windowBits: Int = 15,
        memoryLevel: Int = 8
    ) throws(CompressionError) {
        guard (0...9).contains(level), (9...15).contains(windowBits), (1...9).contains(memoryLevel) else {
            throw CompressionError(
                code: .invalidSetting,
                message: "The level must be in 0...9, the window bits in 9...15 and the memory level in 1...9."
            )
        }
        let stream = try UnsafeMutablePointer<z_stream>.make {
            apus_zlib_deflate_init($0, Int32(level), format.windowBits(windowBits), Int32(memoryLevel))
        }
        self.init(stream: stream)
    }

    private init(stream: UnsafeMutablePointer<z_stream>) {
        self.stream = stream
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Compresses `bytes` and appends to `output` what comes out.
    ///
    /// - Parameters:
    ///   - bytes: What is to be compressed; may be empty, to flush.
    ///   - output: Where the compressed bytes go.
    ///   - flush: How much must come out.
    /// - Throws: ``CompressionError/Code/finished`` after ``Flush/finish``.
    public mutating func compress(
        _ bytes: ByteBuffer,
        into output: inout ByteBuffer,
        flush: Flush = .none
    ) throws(CompressionError) {
        guard !hasFinished else { throw .finished }
        hasFinished = flush == .finish
        bytes.withUnsafeReadableBytes { input in
            stream.forEachPart(of: input) { isLast in
                deflate(into: &output, flush: isLast ? flush : .none)
            }
        }
    }

    /// Starts a new stream with the same settings; what has not come out yet is dropped.
    public mutating func reset() {
        deflateReset(stream)
        hasFinished = false
    }

    private func deflate(into output: inout ByteBuffer, flush: Flush) {
        // Room is left only when zlib has nothing more to give.
        var isFull = true
        while isFull {
            let room = min(max(Int(stream.pointee.avail_in) / 2, 256), 64 * 1024)
            output.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { free in
                stream.setOutput(free)
                CZlib.deflate(stream, flush.code)
                isFull = stream.pointee.avail_out == 0
                return free.count - Int(stream.pointee.avail_out)
            }
        }
    }
}
