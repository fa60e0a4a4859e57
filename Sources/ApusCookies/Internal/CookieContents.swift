import ApusHTTP

/// What is inside of a signed or encrypted cookie: the value, and until when it counts.
///
/// A browser forgets a cookie after its time; whoever has copied one does not, so that the time is sealed with it.
struct CookieContents: Equatable {
    var value: String
    /// Seconds since 1970; nil for a cookie without an end.
    var expiry: Int64?

    init(_ value: String, of cookie: Cookie, now: HTTPDate) {
        self.value = value
        expiry = cookie.maxAge.map { Int64(now.secondsSince1970) &+ max($0.components.seconds, 0) }
    }

    /// Reads contents; nil when they are none.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 8, let value = String(validating: bytes[8...], as: UTF8.self) else { return nil }
        let seconds = bytes[..<8].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        self.value = value
        expiry = seconds == .max ? nil : seconds
    }

    /// Eight bytes for the time, the largest for none, and the value.
    var bytes: [UInt8] {
        let seconds = expiry ?? .max
        return (0..<8).reversed().map { UInt8(truncatingIfNeeded: seconds >> (Int64($0) * 8)) } + Array(value.utf8)
    }

    func isValid(at now: HTTPDate) -> Bool {
        expiry.map { $0 > Int64(now.secondsSince1970) } ?? true
    }
}
