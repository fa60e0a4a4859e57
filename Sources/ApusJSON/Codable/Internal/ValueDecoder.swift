/// Decodes one value of a document. At most three words, so that it fits into an existential without an allocation.
struct ValueDecoder: Decoder, SingleValueDecodingContainer {
    let document: Document
    let index: Int
    /// How many arrays and objects are around the value.
    private let depth32: UInt32
    /// Whether the names of its members are data, so that no format changes them.
    let keepsKeys: Bool

    init(document: Document, index: Int, depth: Int, keepsKeys: Bool = false) {
        self.document = document
        self.index = index
        depth32 = UInt32(truncatingIfNeeded: depth)
        self.keepsKeys = keepsKeys
    }

    var depth: Int { Int(depth32) }

    var codingPath: [any CodingKey] { document.codingPath(to: index) }
    var userInfo: [CodingUserInfoKey: Any] { document.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try KeyedReader(self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try UnkeyedReader(self)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        self
    }

    func decodeNil() -> Bool {
        document.token(at: index).kind == .null
    }

    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try document.decode(type, at: index, depth: depth)
    }
}
