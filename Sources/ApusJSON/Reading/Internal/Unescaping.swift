/// The value of a hexadecimal digit, or nil.
@inline(__always)
func hexadecimalValue(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}

/// Writes the text of a checked string without its escapes, and returns its length, which is never larger.
func unescape(_ raw: UnsafeBufferPointer<UInt8>, to out: UnsafeMutableBufferPointer<UInt8>) -> Int {
    guard let source = raw.baseAddress, let base = out.baseAddress else { return 0 }
    var read = 0
    var written = 0
    while read < raw.count {
        let byte = raw[read]
        guard byte == UInt8(ascii: "\\") else {
            let plain = plainCount(raw, from: read)
            (base + written).update(from: source + read, count: plain)
            read += plain
            written += plain
            continue
        }
        let letter = raw[read + 1]
        guard letter == UInt8(ascii: "u") else {
            out[written] = unescaped(letter)
            read += 2
            written += 1
            continue
        }
        var scalar = codeUnit(raw, at: read)
        read += 6
        if scalar >> 10 == 0xD800 >> 10 {
            scalar = 0x10000 + (scalar - 0xD800) << 10 + (codeUnit(raw, at: read) - 0xDC00)
            read += 6
        }
        written += encode(scalar, to: out, at: written)
    }
    return written
}

/// How many bytes there are up to the next backslash, found eight at a time.
@inline(__always)
private func plainCount(_ raw: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let bytes = UnsafeRawBufferPointer(raw)
    let ones: UInt64 = 0x0101_0101_0101_0101
    var position = start
    while position + 8 <= raw.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        let backslash = word ^ (ones &* 0x5C)
        let marks = (backslash &- ones) & ~backslash & (ones &* 0x80)
        // The marks are exact up to the first.
        guard marks == 0 else { return position + (marks.trailingZeroBitCount >> 3) - start }
        position += 8
    }
    while position < raw.count, raw[position] != UInt8(ascii: "\\") { position += 1 }
    return position - start
}

extension [UInt8] {
    /// Appends the text of a checked string without its escapes.
    mutating func append(unescaping raw: UnsafeBufferPointer<UInt8>) {
        self += [UInt8](unsafeUninitializedCapacity: raw.count) { buffer, count in
            count = unescape(raw, to: buffer)
        }
    }
}

private func unescaped(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
}

private func codeUnit(_ raw: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt32 {
    var unit: UInt32 = 0
    for index in offset + 2..<offset + 6 { unit = unit << 4 | UInt32(hexadecimalValue(of: raw[index]) ?? 0) }
    return unit
}

private func encode(_ scalar: UInt32, to out: UnsafeMutableBufferPointer<UInt8>, at index: Int) -> Int {
    func continuation(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(scalar >> shift & 0x3F) }
    switch scalar {
    case ..<0x80:
        out[index] = UInt8(scalar)
        return 1
    case ..<0x800:
        out[index] = 0xC0 | UInt8(scalar >> 6)
        out[index + 1] = continuation(0)
        return 2
    case ..<0x10000:
        out[index] = 0xE0 | UInt8(scalar >> 12)
        out[index + 1] = continuation(6)
        out[index + 2] = continuation(0)
        return 3
    default:
        out[index] = 0xF0 | UInt8(scalar >> 18)
        out[index + 1] = continuation(12)
        out[index + 2] = continuation(6)
        out[index + 3] = continuation(0)
        return 4
    }
}
