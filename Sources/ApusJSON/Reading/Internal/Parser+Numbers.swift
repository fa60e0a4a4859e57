extension Parser {
    /// Reads a number. Whole numbers of up to 64 bits are converted here, others are kept as text.
    mutating func readNumber() throws(JSONError) {
        let start = position
        let isNegative = source[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let firstDigit = position
        var magnitude: UInt64 = 0
        var overflows = false
        var end = firstDigit
        // Nineteen digits always fit; the twentieth may not.
        let safeEnd = min(count, firstDigit + 19)
        while end < safeEnd, let digit = digit(at: end) {
            magnitude = magnitude &* 10 &+ UInt64(digit)
            end += 1
        }
        while end < count, let digit = digit(at: end) {
            let (product, multiplied) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, added) = product.addingReportingOverflow(UInt64(digit))
            overflows = overflows || multiplied || added
            magnitude = sum
            end += 1
        }
        position = end
        guard position > firstDigit else { throw expected("a digit") }
        if position - firstDigit > 1, source[firstDigit] == UInt8(ascii: "0") {
            throw failure(.malformed, "a number must not begin with 0", at: start)
        }
        let hasFraction = try skipFraction()
        let hasExponent = try skipExponent()
        let isWhole = !hasFraction && !hasExponent
        guard position - start <= limits.numberBytes else {
            throw failure(.limitExceeded, "a number is longer than \(limits.numberBytes) bytes", at: start)
        }
        // Minus zero is a floating-point number.
        if isWhole, !overflows, let integer = Int64(magnitude, isNegative: isNegative), !isNegative || integer != 0 {
            tape.tokens.append(Token(integer: integer, at: start))
        } else if isWhole, !overflows, !isNegative {
            tape.tokens.append(Token(unsigned: magnitude, at: start))
        } else {
            tape.tokens.append(Token(.number, at: start, length: position - start))
        }
    }

    @inline(__always)
    private func digit(at position: Int) -> UInt8? {
        let digit = source[position] &- UInt8(ascii: "0")
        return digit < 10 ? digit : nil
    }

    private mutating func skipFraction() throws(JSONError) -> Bool {
        guard position < count, source[position] == UInt8(ascii: ".") else { return false }
        position += 1
        try skipDigits()
        return true
    }

    private mutating func skipExponent() throws(JSONError) -> Bool {
        guard position < count, source[position] | 0x20 == UInt8(ascii: "e") else { return false }
        position += 1
        if position < count, source[position] == UInt8(ascii: "+") || source[position] == UInt8(ascii: "-") {
            position += 1
        }
        try skipDigits()
        return true
    }

    private mutating func skipDigits() throws(JSONError) {
        let start = position
        var end = start
        while end < count, digit(at: end) != nil { end += 1 }
        position = end
        guard end > start else { throw expected("a digit") }
    }
}

extension Int64 {
    fileprivate init?(_ magnitude: UInt64, isNegative: Bool) {
        if !isNegative {
            self.init(exactly: magnitude)
        } else if magnitude <= Int64.min.magnitude {
            self = Int64(truncatingIfNeeded: 0 &- magnitude)
        } else {
            return nil
        }
    }
}
