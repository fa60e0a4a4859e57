/// What a document may be and cost before it is refused.
public struct JSONLimits: Sendable, Hashable {
    /// How deep arrays and objects may be nested, 0 for plain values only. At most ``depthCeiling`` has an effect.
    public var depth: Int
    /// How large the whole document may be, in bytes. At most 4 GiB - 1 has an effect.
    public var documentBytes: Int
    /// How many keys one object may have.
    public var keysPerObject: Int
    /// How long one string or key may be in the document, in bytes between its quotes.
    public var stringBytes: Int
    /// How long a number may be, in bytes. Bounds the cost of its conversion.
    public var numberBytes: Int
    /// Whether an object may have the same key several times; the last one counts then. RFC 8259 leaves open what such a
    /// document means, so that two readers may understand it differently: it is refused by default.
    public var allowsDuplicateKeys: Bool

    /// The deepest nesting that can be allowed. Values of such depth are built, compared and freed by recursion.
    public static let depthCeiling = 512

    /// Limits for documents from strangers: 128 levels, 64 MiB, 65,536 keys, strings of 16 MiB, numbers of 1,024 bytes.
    public static let `default` = JSONLimits()

    /// Makes limits; what is not given is the default.
    ///
    /// - Parameters:
    ///   - depth: How deep arrays and objects may be nested.
    ///   - documentBytes: How large the whole document may be, in bytes.
    ///   - keysPerObject: How many keys one object may have.
    ///   - stringBytes: How long one string or key may be, in bytes.
    ///   - numberBytes: How long a number may be, in bytes.
    ///   - allowsDuplicateKeys: Whether an object may have the same key several times.
    public init(
        depth: Int = 128,
        documentBytes: Int = 64 << 20,
        keysPerObject: Int = 65_536,
        stringBytes: Int = 16 << 20,
        numberBytes: Int = 1024,
        allowsDuplicateKeys: Bool = false
    ) {
        self.depth = depth
        self.documentBytes = documentBytes
        self.keysPerObject = keysPerObject
        self.stringBytes = stringBytes
        self.numberBytes = numberBytes
        self.allowsDuplicateKeys = allowsDuplicateKeys
    }
}
