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
        position -= 2
        writePair(pair, to: out + position)
        rest = quotient
    }
    if position == 1 { out[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10) }
}

/// Writes 0...99 as two digits.
@inline(__always)
private func writePair(_ pair: UInt64, to out: UnsafeMutablePointer<UInt8>) {
    let digits = UnsafeRawPointer(pairs.utf8Start).loadUnaligned(fromByteOffset: Int(pair) * 2, as: UInt16.self)
    UnsafeMutableRawPointer(out).storeBytes(of: digits, as: UInt16.self)
}

private let pairs: StaticString = """
    00010203040506070809101112131415161718192021222324\
    25262728293031323334353637383940414243444546474849\
    50515253545556575859606162636465666768697071727374\
    75767778798081828384858687888990919293949596979899
    """

@inline(__always)
private func decimalDigitCount(_ value: UInt64) -> Int {
    if value < 10 { return 1 }
    if value < 100 { return 2 }
    if value < 1000 { return 3 }
    if value < 10_000 { return 4 }
    var count = 4
    var rest = value / 10_000
    while rest >= 100 {
        rest /= 100
        count += 2
    }
    return rest == 0 ? count : rest < 10 ? count + 1 : count + 2
}
