import ApusHTTP

/// One secret, from which a key for each purpose is derived.
struct CookieKey: Sendable {
    private let signing: [UInt8]
    private let encryption: [UInt8]

    init(secret: [UInt8]) throws(CookieError) {
        signing = try HMAC.code(of: Array("apus cookie signing 1".utf8), key: secret)
        encryption = try HMAC.code(of: Array("apus cookie encryption 1".utf8), key: secret)
    }

    // MARK: Signing: contents, code

    /// The contents with a code that only this key makes, for a cookie of this name.
    func sign(_ contents: [UInt8], name: String) throws(CookieError) -> [UInt8] {
        contents + (try code(of: contents, name: name))
    }

    /// The contents that this key has signed; nil when it has not.
    func verify(_ signed: [UInt8], name: String) throws(CookieError) -> [UInt8]? {
        guard signed.count >= HMAC.size else { return nil }
        let contents = Array(signed.dropLast(HMAC.size))
        let expected = try code(of: contents, name: name)
        return HMAC.areEqual(expected, Array(signed.suffix(HMAC.size))) ? contents : nil
    }

    /// The code covers the name, so that a value cannot be moved to another cookie.
    private func code(of contents: [UInt8], name: String) throws(CookieError) -> [UInt8] {
        try HMAC.code(of: Array(name.utf8) + [0] + contents, key: signing)
    }

    // MARK: Encryption: salt, nonce, encrypted contents, tag

    private static let saltSize = 16

    func encrypt(_ contents: [UInt8], name: String) throws(CookieError) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let random = (0..<Self.saltSize + AESGCM.nonceSize).map { _ in
            UInt8.random(in: .min ... .max, using: &generator)
        }
        let (salt, nonce) = (Array(random.prefix(Self.saltSize)), Array(random.dropFirst(Self.saltSize)))
        let sealed = try AESGCM.seal(contents, key: key(for: salt), nonce: nonce, authenticating: Array(name.utf8))
        return random + sealed
    }

    /// The contents that this key has encrypted; nil when it has not.
    func decrypt(_ encrypted: [UInt8], name: String) throws(CookieError) -> [UInt8]? {
        let prefix = Self.saltSize + AESGCM.nonceSize
        guard encrypted.count >= prefix + AESGCM.tagSize else { return nil }
        return try AESGCM.open(
            Array(encrypted.dropFirst(prefix)),
            key: key(for: Array(encrypted.prefix(Self.saltSize))),
            nonce: Array(encrypted[Self.saltSize..<prefix]),
            authenticating: Array(name.utf8)
        )
    }

    /// A key for one cookie alone: with one key for all, random nonces of 96 bits would begin to repeat after some
    /// thousand million cookies (NIST SP 800-38D, section 8.3).
    private func key(for salt: [UInt8]) throws(CookieError) -> [UInt8] {
        try HMAC.code(of: salt, key: encryption)
    }
}
