/// What a client says in `Accept-Encoding` (RFC 9110, section 12.5.3).
///
/// ```swift
/// let accepted = AcceptedEncodings("br;q=1.0, gzip;q=0.8, *;q=0")
/// accepted.best(of: ["gzip", "deflate", "identity"])  // "gzip"
/// accepted.quality(of: "identity")                    // 0
/// ```
public struct AcceptedEncodings: Hashable, Sendable {
    /// Nil when the client said nothing.
    private let preferences: PreferenceList?

    /// Reads the value of `Accept-Encoding`.
    ///
    /// An element that cannot be understood is passed over. Of very long lists the first 64 elements are read.
    ///
    /// - Parameter text: The value; nil when there is no such field.
    public init(_ text: String?) {
        preferences = text.map { PreferenceList($0) }
    }

    /// How much the client wants the content coding `coding`: `gzip`, `br`, or `identity` for none.
    ///
    /// `identity` is acceptable unless the client says otherwise; every other coding only if it asks for it. A client
    /// that says nothing gets `identity`: RFC 9110 would allow any coding, but what says nothing often cannot decode.
    public func quality(of coding: String) -> Quality {
        let coding = Self.canonical(coding)
        if let quality = preferences?.first(where: { Self.canonical($0) == coding }) { return quality }
        if let quality = preferences?.first(where: { $0 == "*" }) { return quality }
        return coding == "identity" ? Quality(thousandths: 1) : .none
    }

    /// The one of `candidates` that the client wants most, the first among equals; nil when it accepts none.
    public func best(of candidates: [String]) -> String? {
        candidates.best { quality(of: $0) }
    }

    private static func canonical(_ coding: String) -> String {
        switch coding.lowercased() {
        case "x-gzip": "gzip"
        case "x-compress": "compress"
        case let coding: coding
        }
    }
}
