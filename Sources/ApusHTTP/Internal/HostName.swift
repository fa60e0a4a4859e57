/// The host of a request, without its port.
enum HostName {
    /// The name or address in `host`, in lower case and without a dot at its end; nil when there is none or it holds
    /// what no host holds.
    ///
    /// - Parameter host: `example.com:8080`, `[::1]:8080` or the like.
    static func withoutPort(_ host: String) -> String? {
        var name = host[...]
        if name.first == "[" {
            guard let end = name.firstIndex(of: "]") else { return nil }
            guard isPort(name[name.index(after: end)...]) else { return nil }
            name = name[...end]
        } else if let colon = name.firstIndex(of: ":") {
            guard isPort(name[colon...]) else { return nil }
            name = name[..<colon]
        }
        if name.last == "." { name = name.dropLast() }
        let isPlain = name.utf8.allSatisfy { byte in
            byte > UInt8(ascii: " ") && byte < 0x7F && !"/?#@\\,;\"<>*".utf8.contains(byte)
        }
        return name.isEmpty || !isPlain ? nil : name.lowercased()
    }

    private static func isPort(_ text: Substring) -> Bool {
        guard let first = text.first else { return true }
        return first == ":" && text.utf8.dropFirst().allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    }
}
