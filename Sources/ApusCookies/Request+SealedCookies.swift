public import ApusHTTP

extension Request {
    /// The value of a cookie that ``ApusHTTP/Response/setSignedCookie(_:to:with:)`` has set.
    ///
    /// - Parameters:
    ///   - cookie: The cookie.
    ///   - keys: The keys, with any of which it may have been signed.
    /// - Returns: The value; nil when the client has not sent it, it has expired, or it was not signed for this cookie.
    /// - Throws: ``CookieError`` when libcrypto does not work.
    public func signedCookie(_ cookie: Cookie, with keys: CookieKeys) throws(CookieError) -> String? {
        // Somebody else may have set a cookie of the same name; it does not hide the one that counts.
        for value in cookies.values(cookie.fullName) {
            if let value = try keys.verify(value, for: cookie, now: .now) { return value }
        }
        return nil
    }

    /// The value of a cookie that ``ApusHTTP/Response/setEncryptedCookie(_:to:with:)`` has set.
    ///
    /// - Parameters:
    ///   - cookie: The cookie.
    ///   - keys: The keys, with any of which it may have been encrypted.
    /// - Returns: The value; nil when the client has not sent it, it has expired, or it was not encrypted for this cookie.
    /// - Throws: ``CookieError`` when libcrypto does not work.
    public func encryptedCookie(_ cookie: Cookie, with keys: CookieKeys) throws(CookieError) -> String? {
        for value in cookies.values(cookie.fullName) {
            if let value = try keys.decrypt(value, for: cookie, now: .now) { return value }
        }
        return nil
    }
}
