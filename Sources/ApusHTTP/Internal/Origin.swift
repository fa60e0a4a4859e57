/// The origin of a web page as browsers write it (RFC 6454, section 6.2).
enum Origin {
    /// The origins as browsers write them: in lower case, without the usual port and a slash at the end.
    ///
    /// - Throws: ``MiddlewareError`` when one of them is no origin.
    static func normalized(_ origins: [String]) throws(MiddlewareError) -> [String] {
        var result: [String] = []
        for origin in origins {
            guard let normal = normalized(origin) else {
                throw MiddlewareError(
                    "\"\(origin)\" is no origin: write its scheme and host, as in https://app.example.com."
                )
            }
            result.append(normal)
        }
        return result
    }

    private static func normalized(_ origin: String) -> String? {
        var origin = origin.lowercased()
        if origin.hasSuffix("/") { origin.removeLast() }
        guard let scheme = ["https://", "http://"].first(where: origin.hasPrefix) else { return nil }
        let usualPort = scheme == "https://" ? ":443" : ":80"
        if origin.hasSuffix(usualPort) { origin.removeLast(usualPort.count) }
        let host = origin.dropFirst(scheme.count)
        let isPlain = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: ".-_:[]".utf8.contains(byte)
            }
        }
        return host.isEmpty || !isPlain ? nil : origin
    }

    /// The host, with its port if it is not the usual one, of an origin as a browser sends it; nil for `null` and for
    /// what is none.
    static func host(of origin: String) -> String? {
        guard let normal = normalized(origin), normal == origin,
            let start = normal.utf8.firstIndex(of: UInt8(ascii: "/"))
        else { return nil }
        return String(normal[normal.index(start, offsetBy: 2)...])
    }
}
