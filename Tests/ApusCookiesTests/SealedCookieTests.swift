import ApusHTTP
import HTTPTypes
import Testing

@testable import ApusCookies

@Suite("Signed and encrypted cookies")
struct SealedCookieTests {
    enum Protection: CaseIterable {
        case signed, encrypted

        func seal(_ value: String, _ cookie: Cookie, _ keys: CookieKeys, at now: Int = 1000) throws -> String {
            let now = HTTPDate(secondsSince1970: now)
            return switch self {
            case .signed: try keys.sign(value, for: cookie, now: now)
            case .encrypted: try keys.encrypt(value, for: cookie, now: now)
            }
        }

        func open(_ text: String, _ cookie: Cookie, _ keys: CookieKeys, at now: Int = 1000) throws -> String? {
            let now = HTTPDate(secondsSince1970: now)
            return switch self {
            case .signed: try keys.verify(text, for: cookie, now: now)
            case .encrypted: try keys.decrypt(text, for: cookie, now: now)
            }
        }
    }

    private static let first = "correct horse battery staple, 32 bytes"
    private static let second = "another secret, of which nobody knows"
    private let cookie = Cookie("cart")

    @Test("Every text comes back", arguments: Protection.allCases)
    func roundTrip(protection: Protection) throws {
        let keys = try CookieKeys(Self.first)
        for value in ["", "7", "ä; b=c\r\n\u{0}", String(repeating: "x", count: 2_900)] {
            let sealed = try protection.seal(value, cookie, keys)
            #expect(try protection.open(sealed, cookie, keys) == value)
            var response = Response()
            try response.setCookie(cookie, to: sealed)
        }
    }

    @Test("Not one sign may be changed, left out or added", arguments: Protection.allCases)
    func forgery(protection: Protection) throws {
        let keys = try CookieKeys(Self.first)
        let sealed = Array(try protection.seal("42", cookie, keys))
        for index in sealed.indices {
            for sign in "AQgw9-_=!" where sign != sealed[index] {
                var forged = sealed
                forged[index] = sign
                #expect(try protection.open(String(forged), cookie, keys) == nil)
            }
            #expect(try protection.open(String(sealed[..<index]), cookie, keys) == nil)
            #expect(try protection.open(String(sealed[index...].dropFirst()), cookie, keys) == nil)
        }
        #expect(try protection.open(String(sealed) + "A", cookie, keys) == nil)
        #expect(try protection.open("", cookie, keys) == nil)
    }

    @Test("A value counts in no other cookie, and not as one of the other kind", arguments: Protection.allCases)
    func otherCookie(protection: Protection) throws {
        let keys = try CookieKeys(Self.first)
        let sealed = try protection.seal("42", cookie, keys)
        #expect(try protection.open(sealed, Cookie("user"), keys) == nil)
        #expect(try protection.open(sealed, Cookie("cart", isSecure: false), keys) == nil)
        let other: Protection = protection == .signed ? .encrypted : .signed
        #expect(try other.open(sealed, cookie, keys) == nil)
    }

    @Test("A value counts as long as its cookie, whoever has kept it", arguments: Protection.allCases)
    func expiry(protection: Protection) throws {
        let keys = try CookieKeys(Self.first)
        let short = Cookie("cart", maxAge: .seconds(60))
        let sealed = try protection.seal("42", short, keys, at: 1000)
        #expect(try protection.open(sealed, short, keys, at: 1059) == "42")
        #expect(try protection.open(sealed, short, keys, at: 1060) == nil)
        #expect(try protection.open(try protection.seal("42", cookie, keys), cookie, keys, at: 9_999_999) == "42")
    }

    @Test("Secrets change without anybody losing a cookie", arguments: Protection.allCases)
    func rotation(protection: Protection) throws {
        let old = try CookieKeys(Self.first)
        let both = try CookieKeys(Self.second, previous: [Self.first])
        let new = try CookieKeys(Self.second)
        let sealed = try protection.seal("42", cookie, old)
        #expect(try protection.open(sealed, cookie, both) == "42")
        #expect(try protection.open(sealed, cookie, new) == nil)
        #expect(try protection.open(try protection.seal("42", cookie, both), cookie, new) == "42")
    }

    @Test("What is encrypted looks different each time, and does not show its value")
    func encryption() throws {
        let keys = try CookieKeys(Self.first)
        let sealed = try (0..<100).map { _ in try Protection.encrypted.seal("attack at dawn", cookie, keys) }
        #expect(Set(sealed).count == 100)
        for text in sealed {
            #expect(Base64.url.decode(text.utf8)?.contains(Array("attack".utf8)) == false)
        }
    }

    @Test("A weak secret is refused, and none is ever shown")
    func secrets() throws {
        let error = #expect(throws: CookieError.self) { try CookieKeys(String(repeating: "x", count: 31)) }
        #expect(error?.code == .weakSecret)
        #expect(throws: CookieError.self) { try CookieKeys(Self.first, previous: [""]) }
        let keys = try CookieKeys(Self.first)
        var dumped = ""
        dump(keys, to: &dumped)
        #expect("\(keys) \(String(reflecting: keys))" == "CookieKeys(1) CookieKeys(1)")
        #expect(!dumped.contains("secret") && !dumped.contains("["))
    }

    @Test("A request gives what a response has set, also when somebody else has set one of the same name")
    func requests() throws {
        let keys = try CookieKeys(Self.first)
        var response = Response()
        try response.setSignedCookie(cookie, to: "42", with: keys)
        try response.setEncryptedCookie(Cookie("secret"), to: "43", with: keys)
        let sent = response.headers.values(for: .setCookie).map { String($0.prefix { $0 != ";" }) }
        #expect(sent.count == 2)
        let request = Request(headers: [
            .cookie: (["__Host-cart=evil", "__Host-secret="] + sent).joined(separator: "; ")
        ])
        #expect(try request.signedCookie(cookie, with: keys) == "42")
        #expect(try request.encryptedCookie(Cookie("secret"), with: keys) == "43")
        #expect(try request.signedCookie(Cookie("other"), with: keys) == nil)
    }
}
