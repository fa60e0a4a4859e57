/// A number that no `Int64`, `UInt64` or `Double` holds without loss: of more than 64 bits, of more digits than a `Double`
/// keeps, or beyond what one reaches.
///
/// It comes from reading, as ``JSONValue/decimal(_:)``, and every digit of it is kept:
///
/// ```swift
/// let value = try JSON.parse(Array("0.12345678901234567891".utf8))
/// value.decimalValue               // 0.12345678901234567891
/// value.numberValue                // 0.12345678901234568, the nearest Double
/// ```
public struct JSONDecimal: Sendable, Hashable, CustomStringConvertible {
    /// The number in JSON, the same text for equal numbers: `340282366920938463463374607431768211456`, `1.5e-400`.
    public let description: String

    /// Reads the text of a checked number.
    ///
    /// - Returns: nil when its exponent is too large for any purpose but to do harm.
    init?(_ number: NumberText) {
        var parts = number.parts
        parts.dropTrailingZeros()
        guard abs(parts.exponent) < Self.largestExponent else { return nil }
        description = Self.text(parts)
    }

    /// The nearest `Double`, or nil when it is too large for one.
    public var doubleValue: Double? {
        Double(description).flatMap { $0.isFinite ? $0 : nil }
    }
}

extension JSONDecimal {
    /// Well within where exponents are counted exactly; see `NumberText.Parts`.
    private static let largestExponent = 900_000_000

    /// Plain up to the length of a `UInt128` and five zeros behind the point, with an exponent beyond.
    private static func text(_ parts: NumberText.Parts) -> String {
        let digits = parts.plainDigits
        let sign = parts.isNegative ? "-" : ""
        // How many digits stand before the point.
        let point = digits.count + parts.exponent
        switch point {
        case 1..<digits.count:
            return sign + text(digits[..<point]) + "." + text(digits[point...])
        case 1...39:
            return sign + text(digits[...]) + zeros(point - digits.count)
        case -5...0:
            return sign + "0." + zeros(-point) + text(digits[...])
        default:
            let fraction = digits.count > 1 ? "." + text(digits[1...]) : ""
            return sign + text(digits[..<1]) + fraction + (point > 0 ? "e+" : "e") + String(point - 1)
        }
    }

    private static func text(_ digits: ArraySlice<UInt8>) -> String {
        String(decoding: digits, as: UTF8.self)
    }

    private static func zeros(_ count: Int) -> String {
        String(repeating: "0", count: count)
    }
}
