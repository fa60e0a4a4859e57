/// Reads the parts of which field values are made: tokens, quoted strings, lists and parameters (RFC 9110, section 5.6).
///
/// Each function moves past what it has read, and stays where it is when that is not there.
struct FieldScanner {
    private let text: String.UTF8View
    private var position: String.UTF8View.Index

    init(_ text: String) {
        self.text = text.utf8
        position = self.text.startIndex
    }

    /// The next byte; nil at the end.
    var next: UInt8? {
        position < text.endIndex ? text[position] : nil
    }

    /// Takes `byte` if it comes next.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        position = text.index(after: position)
        return true
    }

    mutating func skipBlanks() {
        skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// Takes all bytes that `isWanted` accepts; nil when there is none.
    mutating func text(while isWanted: (UInt8) -> Bool) -> String? {
        let start = position
        skip(while: isWanted)
        return start == position ? nil : String(text[start..<position])
    }

    mutating func token() -> String? {
        text(while: \.isTokenByte)
    }

    /// A decimal number; nil when there are no digits or too many for an `Int`.
    mutating func number() -> Int? {
        let start = position
        guard let digits = text(while: { $0.isASCIIDigit }) else { return nil }
        guard let number = Int(digits) else {
            position = start
            return nil
        }
        return number
    }

    /// The text of a quoted string, without its quotes and backslashes.
    mutating func quotedString() -> String? {
        let start = position
        guard take("\"") else { return nil }
        var bytes: [UInt8] = []
        while let byte = next {
            position = text.index(after: position)
            switch byte {
            case UInt8(ascii: "\""):
                return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = next, escaped.isFieldText else { break }
                bytes.append(escaped)
                position = text.index(after: position)
                continue
            case _ where byte.isFieldText:
                bytes.append(byte)
                continue
            default:
                break
            }
            break
        }
        position = start
        return nil
    }

    /// One parameter with the semicolon before it, `; name=value`; the name is in lower case.
    mutating func parameter() -> (name: String, value: String)? {
        let start = position
        skipBlanks()
        if take(";") {
            skipBlanks()
            if let name = token(), take("="), let value = quotedString() ?? token() {
                return (name.lowercased(), value)
            }
        }
        position = start
        return nil
    }

    /// Whether an element of a list ends here.
    var isAtElementEnd: Bool {
        var rest = self
        rest.skipBlanks()
        return rest.next == nil || rest.next == UInt8(ascii: ",")
    }

    /// Moves to the beginning of the next element of a list, past empty ones; false when there is none.
    mutating func moveToElement() -> Bool {
        skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: ",") }
        return next != nil
    }

    /// Moves to the end of an element of a list that cannot be understood. A comma in quotes does not end it.
    mutating func skipElement() {
        while let byte = next, byte != UInt8(ascii: ",") {
            if quotedString() == nil { position = text.index(after: position) }
        }
    }

    private mutating func skip(while isWanted: (UInt8) -> Bool) {
        while position < text.endIndex, isWanted(text[position]) { position = text.index(after: position) }
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    var isASCIILetter: Bool { asciiLowercased &- UInt8(ascii: "a") < 26 }

    /// Whether the byte may stand in a token (RFC 9110, section 5.6.2).
    var isTokenByte: Bool {
        isASCIILetter || isASCIIDigit || "!#$%&'*+-.^_`|~".utf8.contains(self)
    }

    /// Whether the byte may stand in a field value: no control character but the tabulator.
    var isFieldText: Bool {
        self >= 0x20 && self != 0x7F || self == UInt8(ascii: "\t")
    }
}

extension String {
    /// Whether this is a token (RFC 9110, section 5.6.2).
    var isToken: Bool { !isEmpty && utf8.allSatisfy(\.isTokenByte) }

    /// The text as a quoted string. Control characters, which cannot stand in one, are left out.
    var quoted: String {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        for byte in utf8 where byte.isFieldText {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text as a token if it is one, or else as a quoted string.
    var tokenOrQuoted: String { isToken ? self : quoted }
}
