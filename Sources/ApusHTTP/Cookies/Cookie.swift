/// A cookie of a program: its name, and how browsers are to keep it (RFC 6265bis).
///
/// It is declared once, without a value; requests are asked for it, and responses set it:
///
/// ```swift
/// extension Cookie {
///     static let session = Cookie("session", maxAge: .seconds(30 * 86_400))
/// }
///
/// try response.setCookie(.session, to: id)    // __Host-session=…; Path=/; Max-Age=2592000; Secure; HttpOnly; SameSite=Lax
/// let id = request.cookies[.session]
/// try response.removeCookie(.session)
/// ```
///
/// **Threat.** What is not said otherwise is as safe as browsers can make it: scripts do not see the cookie, it does not
/// travel without encryption, pages of other sites do not send it along with forms, and its name has a prefix by which
/// browsers know that no other host, and nobody on the way, may set it. A client can still send any value:
/// `ApusCookies` signs and encrypts.
public struct Cookie: Sendable, Hashable {
    /// Whether requests that pages of other sites cause carry the cookie.
    public enum SameSite: String, Sendable, Hashable {
        /// Never.
        case strict = "Strict"
        /// When the user follows a link, but not with forms, images or scripts.
        case lax = "Lax"
        /// Always. Browsers demand that the cookie is secure.
        case none = "None"
    }

    /// The name without its prefix.
    public var name: String

    /// How long browsers keep the cookie, in whole seconds and at most 400 days; nil until they are closed, which those
    /// that bring their pages back hardly ever are.
    public var maxAge: Duration?

    /// The path below which the cookie is sent.
    public var path: String

    /// The domain that gets the cookie together with all its subdomains; nil for this host alone.
    public var domain: String?

    /// Whether requests that pages of other sites cause carry the cookie.
    public var sameSite: SameSite

    /// Whether the cookie is sent over HTTPS alone, or to the machine itself.
    public var isSecure: Bool

    /// Whether the cookie is hidden from scripts.
    public var isHTTPOnly: Bool

    /// Makes a cookie.
    ///
    /// - Parameters:
    ///   - name: The name, without `__Host-` or `__Secure-`: a token.
    ///   - maxAge: How long browsers keep it; nil until they are closed.
    ///   - path: The path below which it is sent.
    ///   - domain: The domain that gets it together with all its subdomains; nil for this host alone.
    ///   - sameSite: Whether requests that pages of other sites cause carry it.
    ///   - isSecure: Whether it is sent over HTTPS alone.
    ///   - isHTTPOnly: Whether it is hidden from scripts.
    public init(
        _ name: String,
        maxAge: Duration? = nil,
        path: String = "/",
        domain: String? = nil,
        sameSite: SameSite = .lax,
        isSecure: Bool = true,
        isHTTPOnly: Bool = true
    ) {
        self.name = name
        self.maxAge = maxAge
        self.path = path
        self.domain = domain
        self.sameSite = sameSite
        self.isSecure = isSecure
        self.isHTTPOnly = isHTTPOnly
    }

    /// The name as it is sent, with the strongest prefix that the attributes allow: `__Host-` for a secure cookie of this
    /// host and all its paths, `__Secure-` for another secure one.
    public var fullName: String {
        guard isSecure else { return name }
        return (domain == nil && path == "/" ? "__Host-" : "__Secure-") + name
    }
}
