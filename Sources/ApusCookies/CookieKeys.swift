public import ApusHTTP

/// The secrets with which cookies are signed and encrypted.
///
/// ```swift
/// let keys = try CookieKeys(settings.cookieSecret, previous: settings.formerCookieSecrets)
/// ```
///
/// **Rotation.** A new secret goes to the front, the one before it to `previous`, where it still opens what it has sealed
/// but seals nothing any more; it can go when all those cookies have expired. Every process of a program needs the same.
///
/// A secret never shows itself: neither when the keys are printed nor in a message.
public struct CookieKeys: Sendable {
    /// The fewest bytes of a secret.
    public static let minimumSecretBytes = 32

    /// The keys, the one that seals first.
    let keys: [CookieKey]

    /// Makes keys of secrets.
    ///
    /// - Parameters:
    ///   - secret: What seals and opens: at least 32 bytes that nobody can guess, as `openssl rand -hex 32` makes them.
    ///   - previous: What opens alone, the most recent first; each costs a few microseconds for a cookie that nobody has
    ///     sealed.
    /// - Throws: ``CookieError`` with the code ``CookieError/Code/weakSecret`` when a secret is too short.
    public init(_ secret: String, previous: [String] = []) throws(CookieError) {
        var keys: [CookieKey] = []
        for secret in [secret] + previous {
            guard secret.utf8.count >= Self.minimumSecretBytes else {
                throw CookieError(
                    code: .weakSecret,
                    message:
                        "A secret for cookies needs at least \(Self.minimumSecretBytes) bytes that nobody can guess."
                )
            }
            keys.append(try CookieKey(secret: Array(secret.utf8)))
        }
        self.keys = keys
    }
}

extension CookieKeys: CustomStringConvertible, CustomReflectable {
    /// How many keys there are, and nothing else.
    public var description: String { "CookieKeys(\(keys.count))" }

    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension CookieError.Code {
    /// A secret is too short to protect anything.
    public static let weakSecret = CookieError.Code(description: "weak_secret")
    /// The cryptographic library has refused to work, for want of memory perhaps.
    public static let cryptographyFailed = CookieError.Code(description: "cryptography_failed")
}
