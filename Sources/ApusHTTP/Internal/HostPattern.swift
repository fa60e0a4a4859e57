/// A name of a host whose first label may be a parameter: `api.example.com`, `{tenant}.example.com`.
struct HostPattern: Sendable, Hashable {
    let text: String
    /// The name of the parameter; nil when there is none.
    let parameter: String?
    /// What comes after the parameter, or the whole, in lower case.
    private let fixed: [UInt8]

    /// - Parameters:
    ///   - text: The pattern.
    ///   - path: The pattern of the route's path, which must not have a parameter of the same name.
    init(_ text: String, for path: RoutePattern) throws(RoutingError) {
        func invalid(_ reason: String) -> RoutingError {
            RoutingError(code: .invalidPattern, pattern: text, message: "Invalid host \"\(text)\": \(reason).")
        }
        var rest = text[...]
        if text.hasPrefix("{"), let end = text.firstIndex(of: "}") {
            let name = String(text[text.index(after: text.startIndex)..<end])
            guard !name.isEmpty, name.utf8.allSatisfy(\.isIdentifierByte) else {
                throw invalid("a parameter needs a name of letters, digits and underscores")
            }
            guard !path.parameterNames.contains(name) else {
                throw invalid("the path \"\(path.text)\" has a parameter called \"\(name)\" too")
            }
            parameter = name
            rest = text[text.index(after: end)...]
            guard rest.hasPrefix("."), rest.count > 1 else { throw invalid("more must follow the parameter") }
        } else {
            parameter = nil
        }
        let isName = rest.utf8.allSatisfy {
            $0.isASCIILetter || $0.isASCIIDigit || "-._[:]".utf8.contains($0)
        }
        guard !rest.isEmpty, isName else { throw invalid("it must be a name or an address without a port") }
        self.text = text
        fixed = rest.utf8.map(\.asciiLowercased)
    }

    /// Whether `host`, the value of `Host`, is one of these.
    func matches(_ host: UnsafeRawBufferPointer) -> Bool {
        let name = host.withoutPort
        guard parameter != nil else { return name.isEqualIgnoringCase(to: fixed) }
        guard name.count > fixed.count, name.suffix(fixed.count).isEqualIgnoringCase(to: fixed) else { return false }
        return !name.dropLast(fixed.count).contains(UInt8(ascii: "."))
    }

    /// What the parameter stands for in `host`, in lower case.
    func value(in host: UnsafeRawBufferPointer) -> String {
        String(decoding: host.prefix { $0 != UInt8(ascii: ".") }.map(\.asciiLowercased), as: UTF8.self)
    }

    /// Whether this and `other` match the same hosts.
    func isSame(as other: HostPattern) -> Bool {
        fixed == other.fixed && (parameter == nil) == (other.parameter == nil)
    }
}

extension UnsafeRawBufferPointer {
    /// A value of `Host` without its port and without the dot at the end of a full name.
    fileprivate var withoutPort: Slice<UnsafeRawBufferPointer> {
        var name = self[...]
        if let colon = lastIndex(of: UInt8(ascii: ":")), self[(colon + 1)...].allSatisfy(\.isASCIIDigit) {
            name = self[..<colon]
        }
        return name.last == UInt8(ascii: ".") ? name.dropLast() : name
    }
}

extension Slice<UnsafeRawBufferPointer> {
    fileprivate func isEqualIgnoringCase(to lowercase: [UInt8]) -> Bool {
        count == lowercase.count && zip(self, lowercase).allSatisfy { $0.asciiLowercased == $1 }
    }
}
