/// Decodes one value of a document. Three words, so that it fits into an existential without an allocation.
struct ValueDecoder: Decoder, SingleValueDecodingContainer {
    let document: Document
    let index: Int
    /// How many arrays and objects are around the value.
    let depth: Int

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
