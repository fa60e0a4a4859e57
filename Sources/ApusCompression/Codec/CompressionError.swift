/// Data that cannot be decompressed, or a setting that zlib refuses.
public struct CompressionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of error it is. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The kind's name, as it is written in logs.
        public let description: String

        /// The data is not what its format says.
        public static let damaged = Code(description: "damaged")
        /// The data ends before its stream does.
        public static let truncated = Code(description: "truncated")
        /// The data becomes larger than ``InflaterLimits/maximumBytes``.
        public static let tooLarge = Code(description: "too_large")
        /// The data expands more than ``InflaterLimits/maximumRatio`` allows.
        public static let ratioTooHigh = Code(description: "ratio_too_high")
        /// The level, the window bits or the memory level are out of range.
        public static let invalidSetting = Code(description: "invalid_setting")
        /// The system has no memory left for the state of the stream.
        public static let outOfMemory = Code(description: "out_of_memory")
        /// The stream has ended or failed before, and has not been reset.
        public static let finished = Code(description: "finished")
    }

    /// What kind of error it is.
    public let code: Code

    /// What is wrong, for people.
    public let message: String

    /// The message.
    public var description: String { message }

    static let truncated = CompressionError(code: .truncated, message: "The compressed data ends too early.")
    static let damaged = CompressionError(code: .damaged, message: "The compressed data is damaged.")
    static let outOfMemory = CompressionError(code: .outOfMemory, message: "There is no memory for the stream.")
    static let finished = CompressionError(code: .finished, message: "The stream has ended; reset it first.")
}
