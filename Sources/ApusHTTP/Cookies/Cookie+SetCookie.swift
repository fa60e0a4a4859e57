extension Cookie {
    /// The most bytes of a name and a value together that browsers keep (RFC 6265bis, section 5.6).
    private static let maximumBytes = 4096

    /// The value of `Set-Cookie` that gives the cookie a value (RFC 6265bis, section 4.1).
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - seconds: The time to keep it instead of ``maxAge``; nil for that.
    func setCookie(_ value: String, maxAge seconds: Int64? = nil) throws(CookieError) -> String {
        try check(value)
        var text = "\(fullName)=\(value)"
        if let domain { text += "; Domain=\(domain)" }
        text += "; Path=\(path)"
        if let seconds = seconds ?? maxAge?.components.seconds { text += "; Max-Age=\(max(seconds, 0))" }
        if isSecure { text += "; Secure" }
        if isHTTPOnly { text += "; HttpOnly" }
        return text + "; SameSite=\(sameSite.rawValue)"
    }

    private func check(_ value: String) throws(CookieError) {
        let lowercased = name.lowercased()
        guard name.isToken, !lowercased.hasPrefix("__host-"), !lowercased.hasPrefix("__secure-") else {
            throw CookieError(
                code: .invalidName,
                message: "A cookie's name is a token without __Host- or __Secure-, which are added: \(name)"
            )
        }
        guard path.hasPrefix("/"), path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ";") }) else {
            throw CookieError(
                code: .invalidAttribute,
                message: "The path of the cookie \(name) must begin with a slash and have no spaces or semicolons."
            )
        }
        guard domain.map(Self.isDomain) ?? true else {
            throw CookieError(code: .invalidAttribute, message: "The domain of the cookie \(name) is no host name.")
        }
        guard isSecure || sameSite != .none else {
            throw CookieError(
                code: .invalidAttribute,
                message: "Browsers drop the cookie \(name), which is for other sites without being secure."
            )
        }
        guard value.utf8.allSatisfy(\.isCookieByte) else {
            throw CookieError(
                code: .invalidValue,
                message: """
                    The value of the cookie \(name) has a character that cookies cannot have: a space, a comma, a semicolon, \
                    a quote, a backslash, or one beyond ASCII. Encode it, as base64url for example.
                    """
            )
        }
        guard fullName.utf8.count + value.utf8.count <= Self.maximumBytes else {
            throw CookieError(
                code: .tooLarge,
                message: "The cookie \(name) has more than \(Self.maximumBytes) bytes, and browsers would drop it."
            )
        }
    }

    private static func isDomain(_ text: String) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            !label.isEmpty && label.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
        }
    }
}

extension UInt8 {
    /// Whether the byte may stand in the value of a cookie (RFC 6265bis, section 4.1.1).
    fileprivate var isCookieByte: Bool {
        self > 0x20 && self < 0x7F && !"\",;\\".utf8.contains(self)
    }
}
