/// How far data may expand.
///
/// DEFLATE can expand data about a thousandfold, and a few kilobytes from a client could fill the memory of a server.
public struct InflaterLimits: Sendable, Hashable {
    /// The most bytes that may come out.
    public var maximumBytes: Int

    /// The most bytes that may come out for each byte that goes in.
    public var maximumRatio: Int

    /// How many bytes may come out whatever the ratio: small data that repeats itself does no harm.
    public var freeBytes: Int

    /// Makes limits.
    ///
    /// - Parameters:
    ///   - maximumBytes: The most bytes that may come out.
    ///   - maximumRatio: The most bytes that may come out for each byte that goes in. JSON and HTML expand 5 to 20
    ///     times.
    ///   - freeBytes: How many bytes may come out whatever the ratio.
    public init(maximumBytes: Int, maximumRatio: Int = 100, freeBytes: Int = 64 * 1024) {
        self.maximumBytes = max(maximumBytes, 0)
        self.maximumRatio = max(maximumRatio, 1)
        self.freeBytes = max(freeBytes, 0)
    }

    /// The error when `output` bytes have come out of `input` bytes and that is too much.
    func violation(input: Int, output: Int) -> CompressionError? {
        if output > maximumBytes {
            return CompressionError(
                code: .tooLarge,
                message: "The data is larger than \(maximumBytes) bytes when it is decompressed."
            )
        }
        // Divided, not multiplied, so that nothing can overflow.
        if output > freeBytes, (output - 1) / maximumRatio >= input {
            return CompressionError(
                code: .ratioTooHigh,
                message: "The data expands more than \(maximumRatio)-fold."
            )
        }
        return nil
    }
}
