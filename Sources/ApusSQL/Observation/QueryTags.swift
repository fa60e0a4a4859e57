/// What is said about a statement in a comment behind it, for the database's own logs and views of activity, in the form of
/// sqlcommenter (https://google.github.io/sqlcommenter/spec/).
///
/// ```swift
/// let db = database.tagged()
/// try await QueryTags.$current.withValue(["route": "/orders/{id}", "request_id": id]) {
///     try await db.find(Order.self, 42)      // select … /*request_id='…',route='%2Forders%2F%7Bid%7D'*/
/// }
/// ```
///
/// A tagged statement has another text each time, so that the database parses it anew: use it where knowing is worth more.
public struct QueryTags: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// The current task's tags; ``Database/tagged()`` has them put behind its statements.
    @TaskLocal public static var current: QueryTags?

    /// The tags by their keys.
    public var tags: [String: String]

    /// Makes tags.
    public init(_ tags: [String: String]) {
        self.tags = tags
    }

    /// Makes tags of a literal; of a key that is there twice the last value counts.
    public init(dictionaryLiteral elements: (String, String)...) {
        tags = Dictionary(elements) { _, last in last }
    }

    /// The comment, sorted by the keys, everything but letters, digits and `-._~` percent-encoded: nothing can end it early.
    public var comment: String {
        let pairs = tags.sorted { $0.key < $1.key }.map { "\(Self.encoded($0.key))='\(Self.encoded($0.value))'" }
        return pairs.isEmpty ? "" : "/*\(pairs.joined(separator: ","))*/"
    }

    private static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += byte < 16 ? "%0" : "%"
                encoded += String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
