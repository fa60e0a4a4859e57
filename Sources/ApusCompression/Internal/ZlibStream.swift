import CZlib

extension UnsafeMutablePointer<z_stream> {
    /// The most bytes that are given to zlib at once, whose counts have 32 bits.
    private static let maximumPart = 1 << 30

    /// Makes a stream. It has a place of its own in memory, because zlib's state points back to it.
    ///
    /// - Parameter start: Calls the function of zlib that prepares it, with settings that are in range.
    static func make(_ start: (Self) -> Int32) throws(CompressionError) -> Self {
        let stream = Self.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard start(stream) == Z_OK else {
            stream.deallocate()
            throw .outOfMemory
        }
        return stream
    }

    /// Gives `input` to the stream in parts that zlib can count; an empty input is one part.
    ///
    /// - Parameters:
    ///   - input: The bytes.
    ///   - body: Lets zlib work on a part; is told whether it is the last one.
    func forEachPart<Failure: Error>(
        of input: UnsafeRawBufferPointer,
        _ body: (_ isLast: Bool) throws(Failure) -> Void
    ) throws(Failure) {
        var rest = input
        repeat {
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.maximumPart))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
            setInput(part)
            try body(rest.isEmpty)
        } while !rest.isEmpty
    }

    /// Says where zlib reads. It does not write there, though its C type would allow it.
    func setInput(_ bytes: UnsafeRawBufferPointer) {
        let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        pointee.next_in = start.map { UnsafeMutablePointer<UInt8>(mutating: $0) }
        pointee.avail_in = UInt32(bytes.count)
    }

    /// Says where zlib writes; at most 1 GiB of it.
    func setOutput(_ bytes: UnsafeMutableRawBufferPointer) {
        pointee.next_out = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        pointee.avail_out = UInt32(min(bytes.count, Self.maximumPart))
    }
}
