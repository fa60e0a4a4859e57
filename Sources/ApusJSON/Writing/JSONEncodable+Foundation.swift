public import FoundationEssentials

extension UUID: JSONEncodable {
    /// Writes the UUID as a string, in upper case like `uuidString`.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.appendValue(upTo: 38) { out in
            out[0] = UInt8(ascii: "\"")
            var end = 1
            withUnsafeBytes(of: uuid) { bytes in
                for (position, byte) in bytes.enumerated() {
                    if position == 4 || position == 6 || position == 8 || position == 10 {
                        out[end] = UInt8(ascii: "-")
                        end += 1
                    }
                    out[end] = hexadecimalDigit(byte >> 4)
                    out[end + 1] = hexadecimalDigit(byte & 15)
                    end += 2
                }
            }
            out[end] = UInt8(ascii: "\"")
            return end + 1
        }
    }
}

extension Date: JSONEncodable {
    /// Writes the date as the format says: as a string (RFC 3339) in UTC by default, `2026-02-28T23:59:59Z`.
    ///
    /// Fractions of a second, to the nearest microsecond, take three or six digits, or none when there are none.
    ///
    /// - Throws: `notRepresentable` when the year is not one of 0...9999.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        try json.date(self)
    }
}

extension Decimal: JSONEncodable {
    /// Writes the number, exactly.
    ///
    /// - Throws: `notRepresentable` when it is not a number.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        guard !isNaN else { throw JSONError(.notRepresentable, "a number must be finite") }
        json.ascii(description)
    }
}

extension URL: JSONEncodable {
    /// Writes the URL as a string.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.string(absoluteString)
    }
}

extension Data: JSONEncodable {
    /// Writes the data as the format says: as a string in base64 by default.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.data(self)
    }
}
