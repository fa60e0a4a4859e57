extension JSONWriter {
    /// Writes an integer, exactly.
    ///
    /// Not every client can read it so: JavaScript rounds integers beyond 2⁵³.
    ///
    /// - Parameter value: The integer.
    @inlinable
    public mutating func integer(_ value: some FixedWidthInteger) {
        if let magnitude = UInt64(exactly: value.magnitude) {
            integer(magnitude: magnitude, isNegative: value < 0)
        } else {
            largeInteger(String(value))
        }
    }

    /// Writes a number, with the fewest digits that give the same `Double` back.
    ///
    /// - Parameter value: The number.
    /// - Throws: `notRepresentable` when it is infinite or not a number, and the format has no text for that.
    public mutating func number(_ value: Double) throws(JSONError) {
        guard value.isFinite else { return try nonFinite(value) }
        if !shortDecimal(value) { ascii(value.description) }
    }

    /// Writes a number, with the fewest digits that give the same `Float` back.
    ///
    /// - Parameter value: The number.
    /// - Throws: `notRepresentable` when it is infinite or not a number, and the format has no text for that.
    @_disfavoredOverload  // so that a literal is a Double
    public mutating func number(_ value: Float) throws(JSONError) {
        guard value.isFinite else { return try nonFinite(value) }
        ascii(value.description)
    }

    private mutating func nonFinite(_ value: some BinaryFloatingPoint) throws(JSONError) {
        guard let text = format.nonFiniteNumbers.text(of: value) else {
            throw JSONError(.notRepresentable, "a number must be finite")
        }
        string(text)
    }

    @usableFromInline
    mutating func integer(magnitude: UInt64, isNegative: Bool) {
        appendValue(upTo: 20) { out in
            out.pointee = UInt8(ascii: "-")
            let sign = isNegative ? 1 : 0
            return sign + writeDecimal(magnitude, to: out + sign)
        }
    }

    @usableFromInline
    mutating func largeInteger(_ digits: String) {
        ascii(digits)
    }

    /// Writes a value that is text in ASCII, as it is.
    mutating func ascii(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            appendValue(upTo: bytes.count) { out in
                for (position, byte) in bytes.enumerated() { out[position] = byte }
                return bytes.count
            }
        }
    }

    /// Writes numbers of at most 15 digits of which at most six are decimals, and says whether this was one.
    ///
    /// Different decimals of up to 15 digits are different doubles. So when `value` is such a decimal, that is the
    /// shortest there is. Both operands of the division are exact, hence it rounds as reading the decimal does.
    private mutating func shortDecimal(_ value: Double) -> Bool {
        let scaled = value.magnitude * 1e6
        guard scaled < 1e15 else { return false }
        let rounded = UInt64(scaled + 0.5)
        guard Double(rounded) / 1e6 == value.magnitude else { return false }
        let (whole, decimals) = rounded.quotientAndRemainder(dividingBy: 1_000_000)
        let isNegative = value.sign == .minus
        appendValue(upTo: 24) { out in
            out.pointee = UInt8(ascii: "-")
            var end = isNegative ? 1 : 0
            end += writeDecimal(whole, to: out + end)
            out[end] = UInt8(ascii: ".")
            writeDigits(decimals, count: 6, to: out + end + 1)
            end += 7
            while out[end - 1] == UInt8(ascii: "0"), out[end - 2] != UInt8(ascii: ".") { end -= 1 }
            return end
        }
        return true
    }
}
