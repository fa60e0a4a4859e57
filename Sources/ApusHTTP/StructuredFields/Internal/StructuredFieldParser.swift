/// Reads structured fields by the algorithms of RFC 9651, section 4.2.
struct StructuredFieldParser {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) throws(StructuredFieldError) {
        bytes = Array(text.utf8)
        guard bytes.allSatisfy({ $0 < 0x80 }) else { throw StructuredFieldError("A structured field is ASCII.") }
        skip(" ")
    }

    /// Makes sure that nothing but spaces is left.
    mutating func end() throws(StructuredFieldError) {
        skip(" ")
        guard position == bytes.count else { throw unexpected("the end") }
    }

    // MARK: Lists and dictionaries

    mutating func list() throws(StructuredFieldError) -> [StructuredMember] {
        var members: [StructuredMember] = []
        while position < bytes.count {
            members.append(try member())
            guard try takeComma() else { break }
        }
        return members
    }

    mutating func dictionary() throws(StructuredFieldError) -> StructuredMap<StructuredMember> {
        var members = StructuredMap<StructuredMember>()
        while position < bytes.count {
            let key = try key()
            members[key] = take("=") ? try member() : .item(StructuredItem(.boolean(true), try parameters()))
            guard try takeComma() else { break }
        }
        return members
    }

    private mutating func member() throws(StructuredFieldError) -> StructuredMember {
        guard take("(") else { return .item(try item()) }
        var items: [StructuredItem] = []
        while true {
            skip(" ")
            if take(")") { return .innerList(items, try parameters()) }
            items.append(try item())
            guard next == UInt8(ascii: " ") || next == UInt8(ascii: ")") else { throw unexpected("a space or )") }
        }
    }

    /// Takes a comma with what may be around it; false at the end. After a comma something must follow.
    private mutating func takeComma() throws(StructuredFieldError) -> Bool {
        skip(" \t")
        guard position < bytes.count else { return false }
        guard take(",") else { throw unexpected("a comma") }
        skip(" \t")
        guard position < bytes.count else { throw unexpected("a member") }
        return true
    }

    // MARK: Items

    mutating func item() throws(StructuredFieldError) -> StructuredItem {
        StructuredItem(try value(), try parameters())
    }

    private mutating func parameters() throws(StructuredFieldError) -> StructuredMap<StructuredValue> {
        var parameters = StructuredMap<StructuredValue>()
        while take(";") {
            skip(" ")
            let key = try key()
            parameters[key] = take("=") ? try value() : .boolean(true)
        }
        return parameters
    }

    private mutating func key() throws(StructuredFieldError) -> String {
        guard let first = next, first.isLowercaseLetter || first == UInt8(ascii: "*") else { throw unexpected("a key") }
        return text { $0.isLowercaseLetter || $0.isASCIIDigit || "_-.*".utf8.contains($0) }
    }

    private mutating func value() throws(StructuredFieldError) -> StructuredValue {
        switch next {
        case let byte? where byte.isASCIIDigit || byte == UInt8(ascii: "-"): return try number()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: ":"): return .bytes(try byteSequence())
        case UInt8(ascii: "?"): return .boolean(try boolean())
        case UInt8(ascii: "@"): return .date(try date())
        case UInt8(ascii: "%"): return .displayString(try displayString())
        case UInt8(ascii: "*"): return .token(token())
        case let byte? where byte.isASCIILetter: return .token(token())
        default: throw unexpected("a value")
        }
    }

    private mutating func number() throws(StructuredFieldError) -> StructuredValue {
        let sign = take("-") ? "-" : ""
        let whole = text(while: \.isASCIIDigit)
        guard !whole.isEmpty else { throw unexpected("a digit") }
        guard take(".") else {
            guard whole.count <= 15, let number = Int(sign + whole) else { throw unexpected("15 digits at most") }
            return .integer(number)
        }
        let fraction = text(while: \.isASCIIDigit)
        guard whole.count <= 12, (1...3).contains(fraction.count), let number = Double("\(sign)\(whole).\(fraction)")
        else {
            throw unexpected("a decimal")
        }
        return .decimal(number)
    }

    private mutating func string() throws(StructuredFieldError) -> String {
        position += 1
        var content: [UInt8] = []
        while let byte = takeByte() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = takeByte(), "\"\\".utf8.contains(escaped) else { throw unexpected("\" or \\") }
                content.append(escaped)
            case 0x20..<0x7F: content.append(byte)
            default: throw unexpected("a character")
            }
        }
        throw unexpected("a quote")
    }

    private mutating func token() -> String {
        text { $0.isTokenByte || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }
    }

    private mutating func byteSequence() throws(StructuredFieldError) -> [UInt8] {
        position += 1
        let content = text { $0 != UInt8(ascii: ":") }
        // Padding may be missing, and bits behind the last byte may be anything, as section 4.2.7 recommends to allow.
        let padding = content.utf8.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard take(":"), padding <= 2, padding == 0 || content.utf8.count % 4 == 0,
            let decoded = Base64.standard.decode(content.utf8.dropLast(padding), ignoresSpareBits: true)
        else { throw unexpected("bytes in Base64") }
        return decoded
    }

    private mutating func boolean() throws(StructuredFieldError) -> Bool {
        position += 1
        if take("1") { return true }
        guard take("0") else { throw unexpected("0 or 1") }
        return false
    }

    private mutating func date() throws(StructuredFieldError) -> Int {
        position += 1
        guard case .integer(let seconds) = try number() else { throw unexpected("whole seconds") }
        return seconds
    }

    private mutating func displayString() throws(StructuredFieldError) -> String {
        position += 1
        guard take("\"") else { throw unexpected("a quote") }
        var content: [UInt8] = []
        while let byte = takeByte() {
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else { throw unexpected("UTF-8") }
                return text
            case UInt8(ascii: "%"):
                guard let high = takeByte()?.lowercaseHexadecimalDigit, let low = takeByte()?.lowercaseHexadecimalDigit
                else { throw unexpected("two lower-case hexadecimal digits") }
                content.append(high << 4 | low)
            case 0x20..<0x7F: content.append(byte)
            default: throw unexpected("a character")
            }
        }
        throw unexpected("a quote")
    }

    // MARK: Bytes

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func takeByte() -> UInt8? {
        guard let byte = next else { return nil }
        position += 1
        return byte
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: sign) else { return false }
        position += 1
        return true
    }

    private mutating func skip(_ signs: StaticString) {
        while let byte = next, signs.withUTF8Buffer({ $0.contains(byte) }) { position += 1 }
    }

    private mutating func text(while isWanted: (UInt8) -> Bool) -> String {
        let start = position
        while let byte = next, isWanted(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func unexpected(_ wanted: String) -> StructuredFieldError {
        StructuredFieldError("\(wanted) was expected at byte \(position).")
    }
}

extension UInt8 {
    fileprivate var isLowercaseLetter: Bool { self &- UInt8(ascii: "a") < 26 }

    fileprivate var lowercaseHexadecimalDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
