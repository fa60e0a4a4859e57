/// Writes structured fields by the algorithms of RFC 9651, section 4.1.
struct StructuredFieldWriter {
    private(set) var text = ""

    mutating func list(_ members: [StructuredMember]) throws(StructuredFieldError) {
        for (index, member) in members.enumerated() {
            if index > 0 { text += ", " }
            try self.member(member)
        }
    }

    mutating func dictionary(_ members: StructuredMap<StructuredMember>) throws(StructuredFieldError) {
        for (index, pair) in members.pairs.enumerated() {
            if index > 0 { text += ", " }
            try key(pair.key)
            if case .item(let item) = pair.value, item.value == .boolean(true) {
                try parameters(item.parameters)
            } else {
                text += "="
                try member(pair.value)
            }
        }
    }

    mutating func item(_ item: StructuredItem) throws(StructuredFieldError) {
        try value(item.value)
        try parameters(item.parameters)
    }

    private mutating func member(_ member: StructuredMember) throws(StructuredFieldError) {
        switch member {
        case .item(let item): try self.item(item)
        case .innerList(let items, let parameters):
            text += "("
            for (index, item) in items.enumerated() {
                if index > 0 { text += " " }
                try self.item(item)
            }
            text += ")"
            try self.parameters(parameters)
        }
    }

    private mutating func parameters(_ parameters: StructuredMap<StructuredValue>) throws(StructuredFieldError) {
        for pair in parameters.pairs {
            text += ";"
            try key(pair.key)
            guard pair.value != .boolean(true) else { continue }
            text += "="
            try value(pair.value)
        }
    }

    private mutating func key(_ key: String) throws(StructuredFieldError) {
        let isStart = key.utf8.first.map { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "*") } ?? false
        let isKey = key.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0.isASCIIDigit || "_-.*".utf8.contains($0) }
        guard isStart, isKey else { throw StructuredFieldError("\(key) is no key.") }
        text += key
    }

    private mutating func value(_ value: StructuredValue) throws(StructuredFieldError) {
        switch value {
        case .integer(let number): try integer(number)
        case .decimal(let number): try decimal(number)
        case .string(let string): try self.string(string)
        case .token(let token): try self.token(token)
        case .bytes(let bytes): text += ":\(Base64.standard.encode(bytes)):"
        case .boolean(let boolean): text += boolean ? "?1" : "?0"
        case .date(let seconds):
            text += "@"
            try integer(seconds)
        case .displayString(let string): displayString(string)
        }
    }

    private mutating func integer(_ number: Int) throws(StructuredFieldError) {
        guard (-999_999_999_999_999...999_999_999_999_999).contains(number) else {
            throw StructuredFieldError("\(number) has more than 15 digits.")
        }
        text += String(number)
    }

    /// Three digits behind the point, rounded to the even one of two that are as near, without zeros at the end.
    private mutating func decimal(_ number: Double) throws(StructuredFieldError) {
        let thousandths = (number * 1000).rounded(.toNearestOrEven)
        guard let all = Int(exactly: thousandths), all.magnitude < 1_000_000_000_000_000 else {
            throw StructuredFieldError("\(number) has more than 12 digits before the point.")
        }
        let (whole, rest) = all.magnitude.quotientAndRemainder(dividingBy: 1000)
        var fraction = String(String(1000 + rest).dropFirst())
        while fraction.count > 1, fraction.last == "0" { fraction.removeLast() }
        text += "\(all < 0 ? "-" : "")\(whole).\(fraction)"
    }

    private mutating func string(_ string: String) throws(StructuredFieldError) {
        guard string.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
            throw StructuredFieldError("A string of a structured field is visible ASCII.")
        }
        text += "\"" + string.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private mutating func token(_ token: String) throws(StructuredFieldError) {
        let isStart = token.utf8.first.map { $0.isASCIILetter || $0 == UInt8(ascii: "*") } ?? false
        guard isStart, token.utf8.allSatisfy({ $0.isTokenByte || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") })
        else { throw StructuredFieldError("\(token) is no token.") }
        text += token
    }

    private mutating func displayString(_ string: String) {
        text += "%\""
        for byte in string.utf8 {
            if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\"") || !(0x20..<0x7F).contains(byte) {
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            } else {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        text += "\""
    }
}
