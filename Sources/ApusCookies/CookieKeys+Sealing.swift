import ApusHTTP

extension CookieKeys {
    /// The value with a signature: everybody can read it, but only who has the keys can make it.
    ///
    /// - Parameters:
    ///   - value: The value: any text.
    ///   - cookie: The cookie for which it counts, and whose ``Cookie/maxAge`` says for how long.
    func sign(_ value: String, for cookie: Cookie, now: HTTPDate) throws(CookieError) -> String {
        Base64.url.encode(
            try keys[0].sign(CookieContents(value, of: cookie, now: now).bytes, name: cookie.fullName)
        )
    }

    /// The value that has been signed for `cookie`; nil when it has not or has expired.
    func verify(_ signed: String, for cookie: Cookie, now: HTTPDate) throws(CookieError) -> String? {
        try open(signed, now: now) { key, bytes throws(CookieError) in try key.verify(bytes, name: cookie.fullName) }
    }

    /// The value encrypted: only who has the keys can read it or make it.
    func encrypt(_ value: String, for cookie: Cookie, now: HTTPDate) throws(CookieError) -> String {
        Base64.url.encode(
            try keys[0].encrypt(CookieContents(value, of: cookie, now: now).bytes, name: cookie.fullName)
        )
    }

    /// The value that has been encrypted for `cookie`; nil when it has not or has expired.
    func decrypt(_ encrypted: String, for cookie: Cookie, now: HTTPDate) throws(CookieError) -> String? {
        try open(encrypted, now: now) { key, bytes throws(CookieError) in try key.decrypt(bytes, name: cookie.fullName)
        }
    }

    private func open(
        _ text: String,
        now: HTTPDate,
        _ open: (CookieKey, [UInt8]) throws(CookieError) -> [UInt8]?
    ) throws(CookieError) -> String? {
        guard let bytes = Base64.url.decode(text.utf8) else { return nil }
        for key in keys {
            guard let opened = try open(key, bytes) else { continue }
            return CookieContents(opened).flatMap { $0.isValid(at: now) ? $0.value : nil }
        }
        return nil
    }
}
