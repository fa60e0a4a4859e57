import ApusHTTP

extension UInt8 {
    /// Whether the byte may occur in a token: a method or a field name (RFC 9110, section 5.6.2).
    var isTokenByte: Bool { isIn(0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE) }

    /// Whether the byte may occur in a request target: printable ASCII without the `#` that would begin a fragment.
    var isTargetByte: Bool { self &- 0x21 < 0x5E && self != 0x23 }

    /// Whether the byte may occur in a field value: anything but control characters (RFC 9110, section 5.5).
    var isFieldValueByte: Bool { self >= 0x20 ? self != 0x7F : self == 0x09 }

    /// Whether the byte may occur in a registered name (RFC 3986, section 3.2.2).
    var isHostByte: Bool { isIn(0x2BFF_7FF2_0000_0000, 0x47FF_FFFE_87FF_FFFE) }

    var isDigit: Bool { self &- 0x30 < 10 }
    var isBlank: Bool { self == 0x20 || self == 0x09 }

    var hexadecimalValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }

    /// Whether the bit of this byte is set in a set of ASCII characters.
    private func isIn(_ low: UInt64, _ high: UInt64) -> Bool {
        let word = self < 64 ? low : self < 128 ? high : 0
        return word &>> UInt64(self & 63) & 1 != 0
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes are the text of `other`.
    static func == (bytes: UnsafeRawBufferPointer, other: StaticString) -> Bool {
        bytes.count == other.utf8CodeUnitCount
            && bytes.elementsEqual(UnsafeRawBufferPointer(start: other.utf8Start, count: bytes.count))
    }

    /// Whether the bytes are `lowercase` when turned into lower case.
    func equalsIgnoringCase(_ lowercase: StaticString) -> Bool {
        count == lowercase.utf8CodeUnitCount && hasPrefixIgnoringCase(lowercase)
    }

    /// Whether the bytes begin with `lowercase` when turned into lower case.
    func hasPrefixIgnoringCase(_ lowercase: StaticString) -> Bool {
        guard count >= lowercase.utf8CodeUnitCount else { return false }
        for index in 0..<lowercase.utf8CodeUnitCount where self[index].asciiLowercased != lowercase.utf8Start[index] {
            return false
        }
        return true
    }

    /// The bytes without the spaces and tabs around them.
    var trimmed: UnsafeRawBufferPointer {
        var start = 0
        var end = count
        while start < end, self[start].isBlank { start += 1 }
        while end > start, self[end - 1].isBlank { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: self[start..<end])
    }

    /// The number that the bytes spell in digits alone; nil when they do not or when it does not fit.
    var decimalNumber: Int? {
        guard !isEmpty, count <= 19 else { return nil }
        var number = 0
        for byte in self {
            guard byte.isDigit else { return nil }
            let (product, overflowed) = number.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(Int(byte - 0x30))
            guard !overflowed, !carried else { return nil }
            number = sum
        }
        return number
    }

    /// Whether the bytes are a host with an optional port, as in `example.com:8080` or `[::1]`; an empty host is
    /// allowed (RFC 9110, section 7.2).
    var isHostWithPort: Bool {
        guard let end = endOfHost else { return false }
        guard end < count else { return true }
        guard self[end] == UInt8(ascii: ":") else { return false }
        let port = UnsafeRawBufferPointer(rebasing: self[(end + 1)...])
        return port.isEmpty || port.decimalNumber.map { $0 <= 65_535 } ?? false
    }

    /// Whether the bytes are a host and a port, both not empty: the target of CONNECT (RFC 9112, section 3.2.3).
    var isAuthority: Bool {
        guard let end = endOfHost, end > 0, end + 1 < count else { return false }
        return isHostWithPort
    }

    /// Where the host ends that the bytes begin with: an address in brackets or a registered name (RFC 3986, section
    /// 3.2.2).
    private var endOfHost: Int? {
        guard first == UInt8(ascii: "[") else { return endOfName }
        guard let end = firstIndex(of: UInt8(ascii: "]")), end > 1 else { return nil }
        let isAddress = self[1..<end].allSatisfy {
            $0.hexadecimalValue != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
        }
        return isAddress ? end + 1 : nil
    }

    private var endOfName: Int? {
        var position = 0
        while position < count, self[position].isHostByte {
            if self[position] == UInt8(ascii: "%") {
                guard position + 2 < count, self[position + 1].hexadecimalValue != nil,
                    self[position + 2].hexadecimalValue != nil
                else { return nil }
            }
            position += 1
        }
        return position
    }
}
