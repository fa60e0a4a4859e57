/// One offer of `Sec-WebSocket-Extensions` (RFC 6455, section 9.1).
struct ExtensionOffer {
    var name: String
    var parameters: [(name: String, value: String?)]

    /// The offers of a field, in order. One that is not well formed makes the whole field count for nothing.
    static func parse(_ field: String) -> [ExtensionOffer] {
        var scanner = Scanner(bytes: Array(field.utf8))
        return scanner.offers() ?? []
    }

    private struct Scanner {
        let bytes: [UInt8]
        var position = 0

        mutating func offers() -> [ExtensionOffer]? {
            var offers: [ExtensionOffer] = []
            repeat {
                skipBlanks()
                guard let name = token() else { return nil }
                var offer = ExtensionOffer(name: name, parameters: [])
                while take(UInt8(ascii: ";")) {
                    guard let parameter = parameter() else { return nil }
                    offer.parameters.append(parameter)
                }
                offers.append(offer)
            } while take(UInt8(ascii: ","))
            return position == bytes.count ? offers : nil
        }

        private mutating func parameter() -> (name: String, value: String?)? {
            skipBlanks()
            guard let name = token() else { return nil }
            guard take(UInt8(ascii: "=")) else { return (name, nil) }
            skipBlanks()
            // A quoted value must be a token once it is unquoted.
            let isQuoted = take(UInt8(ascii: "\""))
            guard let value = token(), !isQuoted || take(UInt8(ascii: "\"")) else { return nil }
            return (name, value)
        }

        private mutating func token() -> String? {
            let start = position
            while position < bytes.count, bytes[position].isTokenByte { position += 1 }
            return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
        }

        /// Takes `byte` if it comes next, and blanks before it.
        private mutating func take(_ byte: UInt8) -> Bool {
            skipBlanks()
            guard position < bytes.count, bytes[position] == byte else { return false }
            position += 1
            return true
        }

        private mutating func skipBlanks() {
            while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
        }
    }
}

extension UInt8 {
    /// Whether the byte may occur in a token (RFC 9110, section 5.6.2).
    fileprivate var isTokenByte: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(self)
        }
    }
}
