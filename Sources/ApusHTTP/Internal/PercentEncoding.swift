/// Percent-encoding (RFC 3986, section 2.1), for paths and for queries.
package enum PercentEncoding {
    /// Decodes `bytes`.
    ///
    /// - Parameters:
    ///   - bytes: Raw bytes of a path segment or of a query component.
    ///   - plusIsSpace: Whether `+` stands for a space, as it does in a query (WHATWG URL, `x-www-form-urlencoded`).
    /// - Returns: The text; nil when a `%` is not followed by two hexadecimal digits, or the result has a NUL or is not UTF-8.
    static func decode(_ bytes: UnsafeRawBufferPointer, plusIsSpace: Bool) -> String? {
        guard bytes.contains(where: { $0 == UInt8(ascii: "%") || (plusIsSpace && $0 == UInt8(ascii: "+")) }) else {
            return String(validating: bytes, as: UTF8.self)
        }
        return withUnsafeTemporaryAllocation(byteCount: bytes.count, alignment: 1) { room in
            guard let count = decode(bytes, into: room, plusIsSpace: plusIsSpace) else { return nil }
            return String(validating: room[..<count], as: UTF8.self)
        }
    }

    /// Decodes `bytes` into `room`, which must be at least as large, and returns how many bytes that made.
    static func decode(
        _ bytes: UnsafeRawBufferPointer,
        into room: UnsafeMutableRawBufferPointer,
        plusIsSpace: Bool = false
    ) -> Int? {
        var source = 0
        var count = 0
        while source < bytes.count {
            var byte = bytes[source]
            source += 1
            if byte == UInt8(ascii: "%") {
                guard source + 1 < bytes.count, let high = hexadecimalDigit(bytes[source]),
                    let low = hexadecimalDigit(bytes[source + 1])
                else { return nil }
                byte = high << 4 | low
                // No text that is meant has one, and what it is handed on to may take it for the end.
                guard byte != 0 else { return nil }
                source += 2
            } else if plusIsSpace, byte == UInt8(ascii: "+") {
                byte = UInt8(ascii: " ")
            }
            room[count] = byte
            count += 1
        }
        return count
    }

    /// Encodes `text` for a segment of a path or for a query: all but the unreserved characters.
    package static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte.isASCIILetter || byte.isASCIIDigit || "-._~".utf8.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
