/// The name of a field: `person[address][city]`.
enum FormName {
    /// The name and what is in its brackets. Empty brackets at the end say that there may be several, and are left out; a
    /// name whose brackets do not match, or are empty elsewhere, is taken as it is.
    static func path(_ name: String) -> [String] {
        guard let open = name.utf8.firstIndex(of: UInt8(ascii: "[")), open > name.startIndex else { return [name] }
        var path = [String(name[..<open])]
        var rest = name[open...].utf8
        while !rest.isEmpty {
            guard rest.first == UInt8(ascii: "["), let close = rest.firstIndex(of: UInt8(ascii: "]")) else {
                return [name]
            }
            let part = rest[..<close].dropFirst()
            guard !part.contains(UInt8(ascii: "[")) else { return [name] }
            rest = rest[close...].dropFirst()
            if part.isEmpty {
                guard rest.isEmpty else { return [name] }
            } else {
                path.append(String(Substring(part)))
            }
        }
        return path
    }
}
