import CZlib
public import NIOCore

/// Decompresses a stream piece by piece, within limits.
///
/// ```swift
/// var inflater = try Inflater(.gzip, limits: InflaterLimits(maximumBytes: 1 << 20))
/// while var piece = try await pieces.next() {
///     try inflater.decompress(&piece, into: &output)
/// }
/// try inflater.finish()      // throws when the end is missing
/// ```
///
/// The limits are watched while the data expands, so that at most 64 KiB more than they allow are ever held. An
/// inflater with the usual window holds 40 KiB.
public struct Inflater: ~Copyable, @unchecked Sendable {
    // Unchecked, but safe: the pointer is never given away, a value has one owner, and every method that touches the
    // stream is mutating, hence exclusive.
    private let stream: UnsafeMutablePointer<z_stream>
    private let limits: InflaterLimits
    private var inputBytes = 0
    private var outputBytes = 0
    private var hasFailed = false

    /// Whether the stream has come to its end; ``decompress(_:into:)`` leaves unread what comes after it.
    public private(set) var isFinished = false

    /// Makes an inflater.
    ///
    /// - Parameters:
    ///   - format: What stands around the data.
    ///   - windowBits: The base 2 logarithm of the largest window that is accepted, in bytes, from 8 to 15.
    ///   - limits: How far the data may expand.
    /// - Throws: ``CompressionError`` when a setting is out of range or there is no memory.
    public init(
        _ format: CompressionFormat,
        windowBits: Int = 15,
        limits: InflaterLimits
    ) throws(CompressionError) {
        guard (8...15).contains(windowBits) else {
            throw CompressionError(code: .invalidSetting, message: "The window bits must be in 8...15.")
        }
        let stream = try UnsafeMutablePointer<z_stream>.make {
            apus_zlib_inflate_init($0, format.windowBits(windowBits))
        }
        self.init(stream: stream, limits: limits)
    }

    private init(stream: UnsafeMutablePointer<z_stream>, limits: InflaterLimits) {
        self.stream = stream
        self.limits = limits
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Decompresses `input` up to its end or that of the stream, and appends to `output` what comes out.
    ///
    /// - Parameters:
    ///   - input: The compressed bytes. What is read is taken from its front.
    ///   - output: Where the bytes go.
    /// - Throws: ``CompressionError`` when the data is damaged or expands too far. The inflater can be used again only
    ///   after ``reset()``.
    public mutating func decompress(
        _ input: inout ByteBuffer,
        into output: inout ByteBuffer
    ) throws(CompressionError) {
        guard !hasFailed else { throw .finished }
        var isDone = isFinished
        while !isDone {
            let room = min(max(input.readableBytes * 2, 512), 64 * 1024)
            let step = input.readWithUnsafeReadableBytes { bytes in
                inflate(bytes, into: &output, room: room)
            }
            if let error = step.error ?? limits.violation(input: inputBytes, output: outputBytes) {
                hasFailed = true
                throw error
            }
            isFinished = step.hasEnded
            isDone = step.hasEnded || (input.readableBytes == 0 && !step.isFull)
        }
    }

    /// Checks that the stream has come to its end.
    ///
    /// - Throws: ``CompressionError/Code/truncated`` when it has not.
    public func finish() throws(CompressionError) {
        guard isFinished else { throw .truncated }
    }

    /// Starts a new stream, with fresh counts for the limits.
    public mutating func reset() {
        inflateReset(stream)
        isFinished = false
        hasFailed = false
        resetCounts()
    }

    /// Goes on with the next stream of the same data, after ``isFinished``: the next member of a gzip file, or what
    /// follows a final block in a WebSocket's message. The counts for the limits go on.
    ///
    /// - Parameter keepingWindow: Whether the new stream may refer to what came out of the old one; only for
    ///   ``CompressionFormat/raw``.
    public mutating func startNextStream(keepingWindow: Bool = false) {
        guard isFinished else { return }
        isFinished = false
        guard keepingWindow else {
            inflateReset(stream)
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 15) { window in
            var count: UInt32 = 0
            inflateGetDictionary(stream, window.baseAddress, &count)
            inflateReset(stream)
            inflateSetDictionary(stream, window.baseAddress, count)
        }
    }

    /// Forgets how much has come out so far, while the window is kept: the limits hold for each message of a stream.
    public mutating func resetCounts() {
        inputBytes = 0
        outputBytes = 0
    }

    private struct Step {
        var error: CompressionError?
        var hasEnded = false
        var isFull = false
    }

    private mutating func inflate(
        _ bytes: UnsafeRawBufferPointer,
        into output: inout ByteBuffer,
        room: Int
    ) -> (Int, Step) {
        var step = Step()
        let part = UnsafeRawBufferPointer(rebasing: bytes.prefix(1 << 30))
        stream.setInput(part)
        let written = output.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { free in
            let free = UnsafeMutableRawBufferPointer(rebasing: free.prefix(room))
            stream.setOutput(free)
            switch CZlib.inflate(stream, Z_NO_FLUSH) {
            case Z_STREAM_END: step.hasEnded = true
            case Z_OK, Z_BUF_ERROR: break
            case Z_MEM_ERROR: step.error = .outOfMemory
            default: step.error = .damaged
            }
            step.isFull = stream.pointee.avail_out == 0
            return free.count - Int(stream.pointee.avail_out)
        }
        let read = part.count - Int(stream.pointee.avail_in)
        inputBytes += read
        outputBytes += written
        return (read, step)
    }
}
