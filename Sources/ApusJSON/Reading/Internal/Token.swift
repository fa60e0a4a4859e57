/// One value or key of a parsed document. Tokens stand in the order of the document: the children of an array or
/// object follow it, and each key is followed by its value.
struct Token {
    enum Kind: UInt8 {
        case null, `false`, `true`, string, array, object, key
        /// A whole number within `Int64`.
        case integer
        /// A whole number within `UInt64` but not `Int64`.
        case unsigned
        /// Any other number, kept as text.
        case number
    }

    private var payload: UInt64
    /// Where it starts in the source. For strings and keys that is after the quote.
    var offset: UInt32
    var kind: Kind
    /// For strings and keys, whether the source has escapes.
    var isEscaped: Bool
    /// For keys, the first and last byte, so that most comparisons end early.
    var signature: UInt16

    private init(_ kind: Kind, _ offset: Int, _ payload: UInt64, isEscaped: Bool = false, signature: UInt16 = 0) {
        self.payload = payload
        self.offset = UInt32(truncatingIfNeeded: offset)
        self.kind = kind
        self.isEscaped = isEscaped
        self.signature = signature
    }

    /// Null, true, false; an array or object still open.
    init(_ kind: Kind, at offset: Int) {
        self.init(kind, offset, 0)
    }

    init(integer: Int64, at offset: Int) {
        self.init(.integer, offset, UInt64(bitPattern: integer))
    }

    init(unsigned: UInt64, at offset: Int) {
        self.init(.unsigned, offset, unsigned)
    }

    /// A number kept as text, or a string.
    init(_ kind: Kind, at offset: Int, length: Int, isEscaped: Bool = false) {
        self.init(kind, offset, UInt64(truncatingIfNeeded: length), isEscaped: isEscaped)
    }

    /// - Parameter unescapedOffset: Where its text is among the unescaped keys, when it has escapes.
    init(key bytes: UnsafeBufferPointer<UInt8>, at offset: Int, unescapedOffset: Int?) {
        let payload = UInt64(truncatingIfNeeded: bytes.count) | UInt64(truncatingIfNeeded: unescapedOffset ?? 0) << 32
        let isEscaped = unescapedOffset != nil
        self.init(.key, offset, payload, isEscaped: isEscaped, signature: Token.signature(bytes))
    }

    static func signature(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt16 {
        guard let first = bytes.first, let last = bytes.last else { return 0 }
        return UInt16(first) | UInt16(last) << 8
    }

    // Which of these has a meaning depends on the kind.

    var integer: Int64 { Int64(bitPattern: payload) }
    var unsigned: UInt64 { payload }
    /// The length of a string or number in the source, or of a key without its escapes.
    var length: Int { Int(UInt32(truncatingIfNeeded: payload)) }
    var unescapedOffset: Int { Int(payload >> 32) }
    /// The token after the last child of an array or object.
    var end: Int { Int(UInt32(truncatingIfNeeded: payload)) }
    /// The number of elements of an array or members of an object.
    var count: Int { Int(payload >> 32) }

    var isContainer: Bool { kind == .array || kind == .object }

    mutating func close(end: Int, count: Int) {
        payload = UInt64(truncatingIfNeeded: end) | UInt64(truncatingIfNeeded: count) << 32
    }
}
