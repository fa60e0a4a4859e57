/// Writes an integer in decimal and returns its number of digits, at most 20.
@inline(__always)
func writeDecimal(_ value: UInt64, to out: UnsafeMutablePointer<UInt8>) -> Int {
    let count = decimalDigitCount(value)
    writeDigits(value, count: count, to: out)
    return count
}

/// Writes the last `count` digits of an integer, with leading zeros.
@inline(__always)
func writeDigits(_ value: UInt64, count: Int, to out: UnsafeMutablePointer<UInt8>) {
    var rest = value
    var position = count
    while position >= 2 {
        let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
        let tens = pair / 10
        position -= 2
        out[position] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: tens)
        out[position + 1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: pair &- tens &* 10)
        rest = quotient
    }
    if position == 1 { out[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10) }
}

@inline(__always)
private func decimalDigitCount(_ value: UInt64) -> Int {
    if value < 10 { return 1 }
    if value < 100 { return 2 }
    var count = 2
    var rest = value / 100
    while rest >= 100 {
        rest /= 100
        count += 2
    }
    return rest == 0 ? count : rest < 10 ? count + 1 : count + 2
}
