import HTTPTypes

/// The cookies that a client has sent, as names and values.
///
/// They are read as browsers write them (RFC 6265bis, section 5.8.3): a semicolon ends a cookie, also within quotes, which
/// belong to the value like any other character; the first `=` ends its name; only spaces and tabs around are left out. A
/// server that is cleverer than that sees cookies that no browser has meant. What has no `=` or no name is passed over.
///
/// Each look-up reads the field again: fetch a value once and keep it.
public struct ReceivedCookies: Sendable {
    private let headers: HeaderFields

    init(_ headers: HeaderFields) {
        self.headers = headers
    }

    /// The value of `cookie`; nil when the client has not sent it.
    public subscript(cookie: Cookie) -> String? {
        self[cookie.fullName]
    }

    /// The value of the first cookie whose whole name is `name`, prefix included; nil when there is none.
    ///
    /// Where there are several, browsers send the one with the longest path first.
    public subscript(name: String) -> String? {
        values(name).first
    }

    /// The values of all cookies whose whole name is `name`, in order.
    public func values(_ name: String) -> [String] {
        all.filter { $0.name == name }.map(\.value)
    }

    /// All cookies in order.
    public var all: [(name: String, value: String)] {
        headers.values(for: .cookie).flatMap { field in
            field.utf8.split(separator: UInt8(ascii: ";")).compactMap { pair in
                guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return nil }
                let name = String(Substring(pair[..<equals].withoutBlanks))
                return name.isEmpty ? nil : (name, String(Substring(pair[equals...].dropFirst().withoutBlanks)))
            }
        }
    }
}

extension Request {
    /// The cookies that the client has sent.
    public var cookies: ReceivedCookies {
        ReceivedCookies(headers)
    }
}

extension Substring.UTF8View {
    /// The text without spaces and tabs around it. Other white space, as Unicode has it, stays: to leave it out would make
    /// names equal that browsers tell apart.
    fileprivate var withoutBlanks: Substring.UTF8View {
        func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return self[endIndex...]
        }
        return self[first...last]
    }
}
