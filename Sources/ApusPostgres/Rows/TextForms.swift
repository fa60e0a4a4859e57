/// Readers for the text that PostgreSQL writes for numbers and bytes.
extension UnsafeRawBufferPointer {
    /// A whole number; nil when it is something else or does not fit.
    var decimalInteger: Int64? { Self.integer(self[...]) }

    /// A decimal number whose digits behind the point, if there are any, are all zero; nil otherwise.
    var wholeDecimal: Int64? {
        guard let point = firstIndex(of: UInt8(ascii: ".")) else { return decimalInteger }
        guard self[(point + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
        return Self.integer(self[..<point])
    }

    /// The bytes that a `bytea` stands for, in either of its two output forms.
    var byteaText: [UInt8]? {
        if count >= 2, self[0] == UInt8(ascii: "\\"), self[1] == UInt8(ascii: "x") {
            return Self.hexadecimal(self[2...])
        }
        return Self.escaped(self[...])
    }

    private static func integer(_ digits: Slice<UnsafeRawBufferPointer>) -> Int64? {
        let isNegative = digits.first == UInt8(ascii: "-")
        let digits = isNegative ? digits.dropFirst() : digits
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard case UInt8(ascii: "0")...UInt8(ascii: "9") = byte else { return nil }
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (product, productOverflows) = value.multipliedReportingOverflow(by: 10)
            // Counting down from zero for negative numbers: the smallest one has no positive counterpart.
            let (sum, overflows) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            guard !productOverflows, !overflows else { return nil }
            value = sum
        }
        return value
    }

    private static func hexadecimal(_ digits: Slice<UnsafeRawBufferPointer>) -> [UInt8]? {
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var high: UInt8?
        for digit in digits {
            guard let nibble = hexadecimalDigit(digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | nibble)
                high = nil
            } else {
                high = nibble
            }
        }
        return bytes
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// A backslash stands before another one, or before three octal digits.
    private static func escaped(_ text: Slice<UnsafeRawBufferPointer>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            if rest.first == UInt8(ascii: "\\") {
                rest.removeFirst()
                bytes.append(byte)
                continue
            }
            guard rest.count >= 3 else { return nil }
            var value = 0
            for digit in rest.prefix(3) {
                guard case UInt8(ascii: "0")...UInt8(ascii: "7") = digit else { return nil }
                value = value * 8 + Int(digit - UInt8(ascii: "0"))
            }
            guard let octet = UInt8(exactly: value) else { return nil }
            bytes.append(octet)
            rest = rest.dropFirst(3)
        }
        return bytes
    }
}
