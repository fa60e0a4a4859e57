/// How much a client wants something, from 0 (not at all) to 1, in thousandths: the `q` of `Accept` and its kin
/// (RFC 9110, section 12.4.2).
public struct Quality: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The quality times 1,000, from 0 to 1,000.
    public let thousandths: Int

    /// Makes a quality.
    ///
    /// - Parameter thousandths: The quality times 1,000; what lies outside 0 to 1,000 is brought into it.
    public init(thousandths: Int) {
        self.thousandths = min(max(thousandths, 0), 1000)
    }

    /// The quality that a client gives what it does not qualify: 1.
    public static let full = Quality(thousandths: 1000)

    /// The quality of what a client refuses: 0.
    public static let none = Quality(thousandths: 0)

    /// Reads `1`, `0.5` or `0.125`; nil for anything else, such as more than three decimals.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, first == UInt8(ascii: "0") || first == UInt8(ascii: "1"), bytes.count <= 5,
            bytes.count == 1 || bytes[1] == UInt8(ascii: ".")
        else { return nil }
        var thousandths = 0
        for index in [0, 2, 3, 4] {
            let digit = index < bytes.count ? bytes[index] : UInt8(ascii: "0")
            guard digit.isASCIIDigit else { return nil }
            thousandths = thousandths * 10 + Int(digit - UInt8(ascii: "0"))
        }
        guard thousandths <= 1000 else { return nil }
        self.thousandths = thousandths
    }

    /// Whether `lhs` is wanted less than `rhs`.
    public static func < (lhs: Quality, rhs: Quality) -> Bool {
        lhs.thousandths < rhs.thousandths
    }

    /// The quality as it stands in a field: `0.5`.
    public var description: String {
        guard thousandths % 1000 != 0 else { return thousandths == 0 ? "0" : "1" }
        var digits = String(thousandths + 1000).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "0." + digits
    }
}
