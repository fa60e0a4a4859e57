/// Base64 (RFC 4648): the alphabet of section 4, or that of section 5 for URLs and cookies.
package struct Base64: Sendable {
    package static let standard = Base64(lastDigits: "+/", isPadded: true)
    /// Without padding, so that all of it may stand in URLs and cookies.
    package static let url = Base64(lastDigits: "-_", isPadded: false)

    /// The digit of each value.
    let digits: [UInt8]
    private let isPadded: Bool

    private init(lastDigits: String, isPadded: Bool) {
        digits = Array(("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + lastDigits).utf8)
        self.isPadded = isPadded
    }

    /// The text for `bytes`.
    package func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var (bits, count) = (UInt32(0), 0)
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(digits[Int(bits >> UInt32(count) & 63)])
            }
        }
        if count > 0 { text.append(digits[Int(bits << UInt32(6 - count) & 63)]) }
        if isPadded { while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) } }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of digits, which come without padding.
    ///
    /// - Parameters:
    ///   - text: The digits.
    ///   - ignoresSpareBits: Whether the bits behind the last byte may be anything. If not, there is one text for each value.
    /// - Returns: nil when `text` is no Base64.
    package func decode(_ text: some Sequence<UInt8>, ignoresSpareBits: Bool = false) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.underestimatedCount * 3 / 4)
        var (bits, count) = (UInt32(0), 0)
        for digit in text {
            guard let value = value(of: digit) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        guard count < 6, ignoresSpareBits || bits & (1 << UInt32(count) - 1) == 0 else { return nil }
        return bytes
    }

    private func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
        case digits[62]: 62
        case digits[63]: 63
        default: nil
        }
    }
}
