import ApusHTTP

/// A cookie as a browser understands `Set-Cookie` (RFC 6265bis, section 5.6).
struct ReceivedCookie: Sendable {
    let name: String
    let value: String
    private(set) var domain: String?
    var path: String?
    private(set) var isSecure = false
    private var maxAge: Int?
    private var expires: HTTPDate?
    private let received: HTTPDate

    /// Reads a field; nil when a browser would ignore it.
    init?(_ field: String) {
        guard !field.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else { return nil }
        let parts = field.split(separator: ";", omittingEmptySubsequences: false)
        let (name, value) = Self.pair(parts[0])
        self.name = value == nil ? "" : name
        self.value = value ?? name
        received = .now
        let nameless = self.value.lowercased()
        guard
            !self.name.isEmpty
                || !(self.value.isEmpty || nameless.hasPrefix("__host-") || nameless.hasPrefix("__secure-")),
            self.name.utf8.count + self.value.utf8.count <= 4096
        else { return nil }
        for part in parts.dropFirst() {
            let (attribute, value) = Self.pair(part)
            apply(attribute.lowercased(), value ?? "")
        }
    }

    private mutating func apply(_ attribute: String, _ value: String) {
        guard value.utf8.count <= 1024 else { return }
        switch attribute {
        case "expires": expires = HTTPDate(value) ?? expires
        case "max-age":
            let digits = value.hasPrefix("-") ? value.dropFirst() : value[...]
            guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return }
            maxAge = Int(value) ?? (value.hasPrefix("-") ? 0 : .max)
        case "domain":
            let name = value.hasPrefix(".") ? value.dropFirst() : value[...]
            domain = name.isEmpty ? nil : name.lowercased()
        case "path": path = value.hasPrefix("/") ? value : nil
        case "secure": isSecure = true
        default: break
        }
    }

    /// Whether the attributes are those that the prefix of the name demands (section 5.7, steps 20 and 21).
    var isAllowedByItsPrefix: Bool {
        let name = name.lowercased()
        if name.hasPrefix("__host-") { return isSecure && domain == nil && path == "/" }
        return !name.hasPrefix("__secure-") || isSecure
    }

    /// Whether the cookie's time is over: `Max-Age` comes before `Expires`.
    func isExpired(at now: HTTPDate) -> Bool {
        if let maxAge { return maxAge <= 0 || now.secondsSince1970 - received.secondsSince1970 >= maxAge }
        return expires.map { $0 <= now } ?? false
    }

    /// What is before and after the first equals sign, without spaces and tabs around; nil when there is no such sign.
    private static func pair(_ text: Substring) -> (String, String?) {
        guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return (trimmed(text), nil) }
        return (trimmed(text[..<equals]), trimmed(text[equals...].dropFirst()))
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
