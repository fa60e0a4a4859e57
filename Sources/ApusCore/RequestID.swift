/// The identity of one request, shown to the client and written with every log line about it.
///
/// 128 random bits from the system's generator, written as 32 lower-case hexadecimal digits: the form of a
/// W3C trace id, so that it can be used as one.
public struct RequestID: Sendable, Hashable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    /// Makes a new random id.
    public init() {
        var generator = SystemRandomNumberGenerator()
        self.init(using: &generator)
    }

    /// Makes a new id from `generator`.
    ///
    /// - Parameter generator: The source of the 128 bits. One that is seeded gives repeatable ids in tests; a server
    ///   keeps one per event loop, because asking the system for each id costs a system call.
    @inlinable
    public init(using generator: inout some RandomNumberGenerator) {
        self.init(high: generator.next(), low: generator.next())
    }

    /// Reads an id: 32 hexadecimal digits, or a UUID with its hyphens.
    ///
    /// - Parameter text: The text, in whatever case.
    /// - Returns: nil when it is anything else.
    public init?(_ text: String) {
        var words: (high: UInt64, low: UInt64) = (0, 0)
        var count = 0
        for (index, byte) in text.utf8.enumerated() {
            if text.utf8.count == 36, [8, 13, 18, 23].contains(index) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard count < 32, let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
            words.high = words.high << 4 | words.low >> 60
            words.low = words.low << 4 | UInt64(digit)
            count += 1
        }
        guard count == 32 else { return nil }
        self.init(high: words.high, low: words.low)
    }

    @usableFromInline
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The id as 32 lower-case hexadecimal digits.
    public var description: String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            for (word, base) in [(high, 0), (low, 16)] {
                for index in 0..<16 {
                    let nibble = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * index)) & 0xF
                    buffer[base + index] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
                }
            }
            return 32
        }
    }
}
