import HTTPTypes

extension Response {
    /// Gives a cookie a value; one that this response has set before is replaced.
    ///
    /// A response that sets a cookie must not be kept by a cache that others share: unless it says something of its own in
    /// `Cache-Control`, it is marked as `private`.
    ///
    /// - Parameters:
    ///   - cookie: The cookie.
    ///   - value: The value: letters, digits and most signs of ASCII. The client sees it and can send any other.
    /// - Throws: ``CookieError`` when the cookie cannot be what it is meant to be; a line is never broken.
    public mutating func setCookie(_ cookie: Cookie, to value: String) throws(CookieError) {
        replaceCookie(cookie, by: try cookie.setCookie(value))
    }

    /// Makes the client forget a cookie.
    ///
    /// - Parameter cookie: The cookie, with the path and the domain with which it has been set.
    /// - Throws: ``CookieError``, as ``setCookie(_:to:)`` does.
    public mutating func removeCookie(_ cookie: Cookie) throws(CookieError) {
        replaceCookie(cookie, by: try cookie.setCookie("", maxAge: 0))
    }

    private mutating func replaceCookie(_ cookie: Cookie, by text: String) {
        let start = cookie.fullName + "="
        let others = headers.values(for: .setCookie).filter { !$0.hasPrefix(start) }
        headers[.setCookie] = nil
        for other in others { headers.append(other, for: .setCookie) }
        headers.append(text, for: .setCookie)
        if !headers.contains(.cacheControl) { headers[.cacheControl] = "private" }
    }
}
