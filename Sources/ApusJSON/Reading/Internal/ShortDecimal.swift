/// A number of at most 19 digits, of which neither the first nor the last is zero, times a power of ten: one form for each
/// number.
struct ShortDecimal: Equatable {
    private(set) var isNegative = false
    private(set) var mantissa: UInt64 = 0
    /// How many digits the mantissa has.
    private(set) var count = 0
    private(set) var exponent = 0

    /// Reads a checked number; nil when it has more digits.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        // Locals, which stay in registers. Nineteen digits always fit.
        var mantissa: UInt64 = 0
        var count = 0
        var zeros = 0
        var decimals = 0
        var position = 0
        var isFraction = false
        scan: while position < bytes.count {
            let byte = bytes[position]
            position += 1
            let digit = byte &- UInt8(ascii: "0")
            if digit < 10 {
                if isFraction { decimals &+= 1 }
                if digit == 0 {
                    // Zeros count when another digit follows them.
                    if count > 0 { zeros &+= 1 }
                    continue
                }
                guard count &+ zeros < 19 else { return nil }
                for _ in 0..<zeros { mantissa = mantissa &* 10 }
                mantissa = mantissa &* 10 &+ UInt64(digit)
                count &+= zeros &+ 1
                zeros = 0
            } else if byte == UInt8(ascii: ".") {
                isFraction = true
            } else if byte == UInt8(ascii: "-") {
                isNegative = true
            } else {
                exponent = NumberText.exponent(bytes[position...])
                break scan
            }
        }
        self.mantissa = mantissa
        self.count = count
        exponent += zeros - decimals
    }
}

extension NumberText {
    /// The `Double` that is this number without loss: the one whose shortest decimal it is. Nil when there is none.
    var exactDouble: Double? {
        // No Double needs more than 17 digits to be told from its neighbours.
        guard let decimal = ShortDecimal(bytes), decimal.count <= 17 else { return nil }
        guard decimal.count > 0 else { return decimal.isNegative ? -0.0 : 0 }
        guard let value = decimal.exactQuotient ?? Double(text), value.isFinite else { return nil }
        // Where decimals of as many digits are further apart than doubles, only one of them gives this double.
        if (-300...300).contains(decimal.exponent + decimal.count), decimal.count <= 15 { return value }
        if abs(decimal.exponent) <= 22, value.ulp < 0.999 * decimal.unit { return value }
        var shortest = value.description
        return shortest.withUTF8 { ShortDecimal($0) } == decimal ? value : nil
    }
}

extension ShortDecimal {
    /// The value where mantissa and power of ten are exact as doubles, so that it is rounded once (Clinger).
    fileprivate var exactQuotient: Double? {
        guard mantissa <= 1 << 53, abs(exponent) <= 22 else { return nil }
        let power = NumberText.powersOfTen[abs(exponent)]
        let magnitude = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
        return isNegative ? -magnitude : magnitude
    }

    /// What the last digit counts, nearly.
    fileprivate var unit: Double {
        let power = NumberText.powersOfTen[abs(exponent)]
        return exponent < 0 ? 1 / power : power
    }
}
