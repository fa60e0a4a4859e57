import ApusSQL

/// Writes rows in the text form of `COPY`: a line for each, with tabs between the values.
struct CopyText {
    private(set) var bytes: [UInt8] = []
    private var encoder = ParameterEncoder()

    mutating func append(_ row: [SQLValue]) throws(DatabaseError) {
        try encoder.encodeUndescribed(row)
        for index in row.indices {
            if index > 0 { bytes.append(UInt8(ascii: "\t")) }
            encoder.withValue(at: index) { value, isBinary in
                guard let value else { return bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "N")]) }
                if isBinary { appendHexadecimal(value) } else { appendEscaped(value) }
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Hands out what was written so far.
    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    private mutating func appendEscaped(_ value: UnsafeRawBufferPointer) {
        for byte in value {
            let escape: UInt8? =
                switch byte {
                case UInt8(ascii: "\\"): byte
                case UInt8(ascii: "\n"): UInt8(ascii: "n")
                case UInt8(ascii: "\r"): UInt8(ascii: "r")
                case UInt8(ascii: "\t"): UInt8(ascii: "t")
                default: nil
                }
            if escape != nil { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(escape ?? byte)
        }
    }

    /// The backslash before the digits is one of the value, hence escaped.
    private mutating func appendHexadecimal(_ value: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: "\\\\x".utf8)
        let digits: StaticString = "0123456789abcdef"
        digits.withUTF8Buffer { digits in
            for byte in value { bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        }
    }
}
