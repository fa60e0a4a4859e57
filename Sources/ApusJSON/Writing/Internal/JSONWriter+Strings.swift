extension JSONWriter {
    mutating func quote(_ text: String, asKey isKey: Bool) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { quote($0, asKey: isKey) }
        if isDone == nil {
            var native = text
            native.withUTF8 { quote($0, asKey: isKey) }
        }
    }

    /// Writes a string or key: copies up to the first byte that needs an escape, which most strings do not have.
    @inline(__always)
    mutating func quote(_ text: UnsafeBufferPointer<UInt8>, asKey isKey: Bool) {
        var plain = 0
        appendValue(upTo: text.count + 3) { out in
            out.pointee = UInt8(ascii: "\"")
            plain = copyPlain(text, to: out + 1)
            guard plain == text.count else { return 1 + plain }
            out[1 + plain] = UInt8(ascii: "\"")
            out[2 + plain] = UInt8(ascii: ":")
            return isKey ? 3 + plain : 2 + plain
        }
        if plain < text.count { finishQuote(text, from: plain, asKey: isKey) }
        needsComma = !isKey
    }

    @inline(never)
    private mutating func finishQuote(_ text: UnsafeBufferPointer<UInt8>, from start: Int, asKey isKey: Bool) {
        var position = start
        while position < text.count {
            let rest = UnsafeBufferPointer(rebasing: text[(position + 1)...])
            let escaped = text[position]
            var plain = 0
            append(upTo: 6 + rest.count) { out in
                let escape = writeEscape(of: escaped, to: out)
                plain = copyPlain(rest, to: out + escape)
                return escape + plain
            }
            position += 1 + plain
        }
        append(upTo: 2) { out in
            out[0] = UInt8(ascii: "\"")
            out[1] = UInt8(ascii: ":")
            return isKey ? 2 : 1
        }
    }
}

/// Copies a few bytes, in words that may overlap.
@inline(__always)
func copyShort(_ source: UnsafePointer<UInt8>, to out: UnsafeMutablePointer<UInt8>, count: Int) {
    guard count >= 8 else {
        for position in 0..<count { out[position] = source[position] }
        return
    }
    let (from, to) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(out))
    var position = 0
    while position + 8 <= count {
        to.storeBytes(
            of: from.loadUnaligned(fromByteOffset: position, as: UInt64.self),
            toByteOffset: position,
            as: UInt64.self
        )
        position += 8
    }
    to.storeBytes(
        of: from.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self),
        toByteOffset: count - 8,
        as: UInt64.self
    )
}

/// Copies bytes up to the first that needs an escape, eight at a time, and returns how many.
@inline(__always)
private func copyPlain(_ text: UnsafeBufferPointer<UInt8>, to out: UnsafeMutablePointer<UInt8>) -> Int {
    guard let base = text.baseAddress else { return 0 }
    let source = UnsafeRawPointer(base)
    let target = UnsafeMutableRawPointer(out)
    let count = text.count
    var position = 0
    if count >= 8 {
        while position + 8 <= count {
            let word = source.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            if needsEscape(word) { return copyPlainBytes(text, from: position, to: out) }
            target.storeBytes(of: word, toByteOffset: position, as: UInt64.self)
            position += 8
        }
        // The last eight again, some of which have been copied.
        let word = source.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        if needsEscape(word) { return copyPlainBytes(text, from: position, to: out) }
        target.storeBytes(of: word, toByteOffset: count - 8, as: UInt64.self)
        return count
    }
    if count >= 4 {
        let first = source.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
        let last = source.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
        if needsEscape(UInt64(first) | UInt64(last) << 32) { return copyPlainBytes(text, from: 0, to: out) }
        target.storeBytes(of: first, toByteOffset: 0, as: UInt32.self)
        target.storeBytes(of: last, toByteOffset: count - 4, as: UInt32.self)
        return count
    }
    return copyPlainBytes(text, from: 0, to: out)
}

private func copyPlainBytes(
    _ text: UnsafeBufferPointer<UInt8>,
    from start: Int,
    to out: UnsafeMutablePointer<UInt8>
) -> Int {
    var position = start
    while position < text.count {
        let byte = text[position]
        if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
        out[position] = byte
        position += 1
    }
    return position
}

/// Whether any of eight bytes is a control character, a quote or a backslash.
@inline(__always)
private func needsEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // A byte borrows into its top bit when it is smaller than what is subtracted; XOR makes the byte looked for zero.
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let control = (word &- ones &* 0x20) & ~word
    return (control | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)) & (ones &* 0x80) != 0
}

private func writeEscape(of byte: UInt8, to out: UnsafeMutablePointer<UInt8>) -> Int {
    out[0] = UInt8(ascii: "\\")
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): out[1] = byte
    case 0x08: out[1] = UInt8(ascii: "b")
    case 0x09: out[1] = UInt8(ascii: "t")
    case 0x0A: out[1] = UInt8(ascii: "n")
    case 0x0C: out[1] = UInt8(ascii: "f")
    case 0x0D: out[1] = UInt8(ascii: "r")
    default:
        out[1] = UInt8(ascii: "u")
        out[2] = UInt8(ascii: "0")
        out[3] = UInt8(ascii: "0")
        out[4] = UInt8(ascii: "0") + byte >> 4
        out[5] = hexadecimalDigit(byte & 15)
        return 6
    }
    return 2
}

/// The digit for 0...15, in upper case.
func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
}
