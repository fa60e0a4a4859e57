extension Parser {
    mutating func readString() throws(JSONError) {
        let start = position + 1
        let isEscaped = try scanString()
        tape.tokens.append(Token(.string, at: start, length: position - 1 - start, isEscaped: isEscaped))
    }

    /// Moves from the opening quote past the closing one, and says whether there are escapes between.
    mutating func scanString() throws(JSONError) -> Bool {
        let start = position + 1
        var isEscaped = false
        position = start
        while true {
            skipPlainASCII()
            guard position < count else { throw expected("'\"' at the end of a string") }
            switch source[position] {
            case UInt8(ascii: "\""):
                guard position - start <= limits.stringBytes else {
                    throw failure(.limitExceeded, "a string is longer than \(limits.stringBytes) bytes", at: start - 1)
                }
                position += 1
                return isEscaped
            case UInt8(ascii: "\\"):
                isEscaped = true
                try skipEscape()
            case 0x80...:
                try skipMultibyteScalars()
            default:
                throw failure(.malformed, "a control character must be escaped in a string")
            }
        }
    }

    /// Moves to the next byte that is a quote, backslash or control character, or not ASCII.
    @inline(__always)
    private mutating func skipPlainASCII() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        // A copy, which stays in a register.
        var position = position
        defer { self.position = position }
        while position + 8 <= count {
            let loaded = UnsafeRawPointer(source).loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let word = UInt64(littleEndian: loaded)
            let quote = word ^ (ones &* 0x22)
            let backslash = word ^ (ones &* 0x5C)
            let special = (word &- ones &* 0x20) | (quote &- ones) | (backslash &- ones) | word
            let marks = special & (ones &* 0x80)
            // The marks are exact up to the first; a borrow can only reach bytes after it.
            guard marks == 0 else {
                position += marks.trailingZeroBitCount >> 3
                return
            }
            position += 8
        }
        while position < count {
            let byte = source[position]
            if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            position += 1
        }
    }

    private mutating func skipEscape() throws(JSONError) {
        guard position + 1 < count else { throw unfinishedEscape() }
        switch source[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            let unit = try codeUnit(at: position)
            switch unit {
            case 0xD800...0xDBFF:
                guard position + 7 < count || (position + 6 < count && source[position + 6] != UInt8(ascii: "\\"))
                else {
                    throw unfinishedEscape()
                }
                guard source[position + 6] == UInt8(ascii: "\\"), source[position + 7] == UInt8(ascii: "u"),
                    case 0xDC00...0xDFFF = try codeUnit(at: position + 6)
                else { throw loneSurrogate() }
                position += 12
            case 0xDC00...0xDFFF:
                throw loneSurrogate()
            default:
                position += 6
            }
        default:
            throw failure(.malformed, "a backslash must be followed by one of \" \\ / b f n r t u")
        }
    }

    /// The code unit of the escape `\uXXXX` at an offset.
    private func codeUnit(at offset: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for index in offset + 2..<offset + 6 {
            guard index < count else { throw unfinishedEscape() }
            guard let digit = hexadecimalValue(of: source[index]) else {
                throw failure(.malformed, "\\u must be followed by four hexadecimal digits", at: offset)
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// Moves past characters outside ASCII, which must be well-formed UTF-8 (Unicode, table 3-7).
    private mutating func skipMultibyteScalars() throws(JSONError) {
        while position < count, source[position] >= 0x80 {
            skipCommonScalars()
            guard position < count, source[position] >= 0x80 else { return }
            let length: Int
            let second: ClosedRange<UInt8>
            switch source[position] {
            case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            default: throw malformedUTF8()
            }
            guard position + length <= count, second.contains(source[position + 1]) else { throw malformedUTF8() }
            if length > 2, source[position + 2] & 0xC0 != 0x80 { throw malformedUTF8() }
            if length > 3, source[position + 3] & 0xC0 != 0x80 { throw malformedUTF8() }
            position += length
        }
    }

    /// Moves past well-formed characters of two and three bytes, each checked as one word: the bits that say where a byte
    /// belongs, then those that tell a needless length or a surrogate.
    @inline(__always)
    private mutating func skipCommonScalars() {
        var position = position
        defer { self.position = position }
        while position + 4 <= count {
            let loaded = UnsafeRawPointer(source).loadUnaligned(fromByteOffset: position, as: UInt32.self)
            let word = UInt32(littleEndian: loaded)
            if word & 0xC0C0F0 == 0x8080E0, word & 0x200F != 0, word & 0x200F != 0x200D {
                position += 3
            } else if word & 0xC0E0 == 0x80C0, word & 0x1E != 0 {
                position += 2
            } else {
                return
            }
        }
    }

    private func malformedUTF8() -> JSONError {
        failure(.invalidUTF8, "the bytes are not well-formed UTF-8")
    }

    private func loneSurrogate() -> JSONError {
        failure(.invalidUTF8, "half of a surrogate pair is not a character")
    }

    private func unfinishedEscape() -> JSONError {
        failure(.unexpectedEnd, "the document ends within an escape")
    }
}
