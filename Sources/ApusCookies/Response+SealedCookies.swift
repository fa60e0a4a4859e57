public import ApusHTTP

extension Response {
    /// Gives a cookie a value that the client can read but not change (HMAC with SHA-256).
    ///
    /// ```swift
    /// try response.setSignedCookie(.visitor, to: "7", with: keys)
    /// let visitor = try request.signedCookie(.visitor, with: keys)
    /// ```
    ///
    /// The signature covers the name of the cookie and its ``Cookie/maxAge``: the value counts neither in another cookie nor
    /// after that time. It does count again when a client sends an older one of its own.
    ///
    /// - Parameters:
    ///   - cookie: The cookie.
    ///   - value: The value: any text of at most about 2,900 bytes.
    ///   - keys: The keys; the first of them signs.
    /// - Throws: ``CookieError`` when the cookie cannot be set.
    public mutating func setSignedCookie(
        _ cookie: Cookie,
        to value: String,
        with keys: CookieKeys
    ) throws(CookieError) {
        try setCookie(cookie, to: try keys.sign(value, for: cookie, now: .now))
    }

    /// Gives a cookie a value that the client can neither read nor change (AES-256-GCM).
    ///
    /// The same holds as for ``setSignedCookie(_:to:with:)``. The length of the value can be seen.
    ///
    /// - Parameters:
    ///   - cookie: The cookie.
    ///   - value: The value: any text of at most about 2,900 bytes.
    ///   - keys: The keys; the first of them encrypts.
    /// - Throws: ``CookieError`` when the cookie cannot be set.
    public mutating func setEncryptedCookie(
        _ cookie: Cookie,
        to value: String,
        with keys: CookieKeys
    ) throws(CookieError) {
        try setCookie(cookie, to: try keys.encrypt(value, for: cookie, now: .now))
    }
}
