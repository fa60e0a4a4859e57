/// The text of a checked JSON number, and its exact conversions.
struct NumberText {
    let bytes: UnsafeBufferPointer<UInt8>

    /// The nearest `Double`, or nil when the number is too large for one.
    var double: Double? {
        if let value = shortDouble { return value }
        let value = Double(text) ?? .infinity
        return value.isFinite ? value : nil
    }

    /// The number as digits times a power of ten.
    var parts: Parts { Parts(bytes) }

    /// The nearest `Float`, or nil when the number is too large for one.
    var float: Float? {
        // Not by way of Double, which would round twice.
        let value = Float(text) ?? .infinity
        return value.isFinite ? value : nil
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Numbers of up to 19 digits that are below 2⁵³, and a power of ten of up to 22: both are exact as doubles, so one
    /// multiplication or division rounds once (Clinger).
    private var shortDouble: Double? {
        let parts = parts
        guard parts.digits.count <= 19 else { return nil }
        var mantissa: UInt64 = 0
        parts.forEachDigit { mantissa = mantissa &* 10 &+ UInt64($0) }
        guard mantissa <= 1 << 53, (-22...22).contains(parts.exponent) else { return nil }
        let power = Self.powersOfTen[abs(parts.exponent)]
        let magnitude = parts.exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
        return parts.isNegative ? -magnitude : magnitude
    }

    static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}

extension NumberText {
    /// Why a number is not an integer of a type.
    enum IntegerFailure: Error {
        case hasFraction
        case outOfRange
    }

    /// The number as an integer, exactly: `1.50e1` is 15.
    func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) throws(IntegerFailure) -> Integer {
        var parts = parts
        parts.dropTrailingZeros()
        guard !parts.digits.isEmpty else { return 0 }
        guard parts.exponent >= 0 else { throw .hasFraction }
        // No type has as many digits, so the loop below is short.
        guard parts.exponent <= Integer.bitWidth else { throw .outOfRange }
        var value: Integer = 0
        var overflows = false
        func append(_ digit: UInt8) {
            let (product, multiplied) = value.multipliedReportingOverflow(by: 10)
            let (sum, added) =
                parts.isNegative
                ? product.subtractingReportingOverflow(Integer(digit))
                : product.addingReportingOverflow(Integer(digit))
            overflows = overflows || multiplied || added
            value = sum
        }
        parts.forEachDigit(append)
        for _ in 0..<parts.exponent { append(0) }
        guard !overflows else { throw .outOfRange }
        return value
    }

    /// A number as digits times a power of ten.
    struct Parts {
        var isNegative = false
        /// The digits from the first that is not zero, and perhaps a point between them.
        var digits: Slice<UnsafeBufferPointer<UInt8>>
        var exponent = 0

        init(_ bytes: UnsafeBufferPointer<UInt8>) {
            digits = bytes[...]
            if digits.first == UInt8(ascii: "-") {
                isNegative = true
                digits.removeFirst()
            }
            if let mark = digits.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
                exponent = NumberText.exponent(digits[(mark + 1)...])
                digits = digits[..<mark]
            }
            if let point = digits.firstIndex(of: UInt8(ascii: ".")) { exponent -= digits.endIndex - point - 1 }
            digits = digits.drop { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
        }

        func forEachDigit(_ body: (UInt8) -> Void) {
            for byte in digits where byte != UInt8(ascii: ".") { body(byte - UInt8(ascii: "0")) }
        }

        /// How many digits there are.
        var digitCount: Int { digits.count - (digits.contains(UInt8(ascii: ".")) ? 1 : 0) }

        /// The digits without the point.
        var plainDigits: [UInt8] { digits.filter { $0 != UInt8(ascii: ".") } }

        mutating func dropTrailingZeros() {
            while let last = digits.last, last == UInt8(ascii: "0") || last == UInt8(ascii: ".") {
                digits.removeLast()
                if last != UInt8(ascii: ".") { exponent += 1 }
            }
        }
    }
}

extension NumberText {
    /// The exponent, or one just as hopeless when it is very large.
    static func exponent(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var value = 0
        for byte in text where byte != UInt8(ascii: "+") && byte != UInt8(ascii: "-") {
            value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000_000)
        }
        return text.first == UInt8(ascii: "-") ? -value : value
    }
}
