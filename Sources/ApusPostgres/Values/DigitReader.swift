/// Reads numbers of a few digits and single characters from the front of some ASCII text.
struct DigitReader {
    private var rest: Slice<UnsafeRawBufferPointer>

    init(_ text: UnsafeRawBufferPointer) {
        rest = text[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    func isAt(_ character: Unicode.Scalar) -> Bool {
        rest.first == UInt8(ascii: character)
    }

    /// Skips `character`, if it is next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        rest.removeFirst()
        return true
    }

    /// A number; nil when there are fewer digits. More digits than allowed, of which there are at most 18, are left.
    mutating func number(digits: ClosedRange<Int>) -> Int64? {
        var value: Int64 = 0
        var count = 0
        while count < digits.upperBound, let digit = nextDigit() {
            value = value * 10 + digit
            count += 1
        }
        return count >= digits.lowerBound ? value : nil
    }

    /// The digits behind a decimal point, as a number of the smallest unit; nil when there are none or too many.
    mutating func fraction(digits: Int) -> Int64? {
        var value: Int64 = 0
        var count = 0
        while let digit = nextDigit() {
            guard count < digits else { return nil }
            value = value * 10 + digit
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<digits { value *= 10 }
        return value
    }

    private mutating func nextDigit() -> Int64? {
        guard let byte = rest.first, case UInt8(ascii: "0")...UInt8(ascii: "9") = byte else { return nil }
        rest.removeFirst()
        return Int64(byte - UInt8(ascii: "0"))
    }
}
