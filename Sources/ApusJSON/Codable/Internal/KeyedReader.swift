/// Decodes the members of an object.
///
/// The generic `decode` is the witness of the requirements for `Bool`, `Int` and so on too, specialised by inlining.
struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let document: Document
    private let object: Int
    private let depth: Int
    /// The keys of the document by their declared names, where the format makes a difference.
    private let spelledKeys: [String: Int]?

    init(_ decoder: ValueDecoder) throws {
        guard decoder.document.token(at: decoder.index).kind == .object else {
            throw decoder.document.mismatch([String: Any].self, "an object", at: decoder.index)
        }
        document = decoder.document
        object = decoder.index
        depth = decoder.depth
        spelledKeys = decoder.keepsKeys ? nil : document.keysByDeclaredName(of: object)
    }

    var codingPath: [any CodingKey] { document.codingPath(to: object) }

    var allKeys: [Key] {
        var keys: [Key] = []
        var index = object + 1
        for _ in 0..<document.token(at: object).count {
            let name = document.key(at: index)
            if let key = Key(stringValue: spelledKeys == nil ? name : document.format.keys.decoded(name)) {
                keys.append(key)
            }
            index = document.tape.end(of: index + 1)
        }
        return keys
    }

    func contains(_ key: Key) -> Bool {
        member(key) != nil
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        document.token(at: try value(forKey: key)).kind == .null
    }

    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try document.decode(type, at: value(forKey: key), depth: depth + 1)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try decodePresent(type, forKey: key)
    }

    @inline(__always)
    func decodePresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let index = enterMember(key) else { return nil }
        guard document.token(at: index).kind != .null else { return nil }
        return try document.decode(type, at: index, depth: depth + 1)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try decoder(forKey: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(forKey: key).unkeyedContainer()
    }

    func superDecoder() -> any Decoder {
        optionalDecoder(forKey: PathKey.super)
    }

    func superDecoder(forKey key: Key) -> any Decoder {
        optionalDecoder(forKey: key)
    }

    @inline(__always)
    private func member(_ key: some CodingKey) -> Int? {
        guard let spelledKeys else { return document.member(key.stringValue, of: object) }
        return spelledKeys[key.stringValue].map { $0 + 1 }
    }

    /// The value of a member, as the one now being decoded, or nil when there is none.
    @inline(__always)
    private func enterMember(_ key: some CodingKey) -> Int? {
        guard let value = member(key) else { return nil }
        document.path.enter(value, depth: depth)
        return value
    }

    @inline(__always)
    private func value(forKey key: Key) throws -> Int {
        guard let index = enterMember(key) else {
            throw document.missing(key, in: object)
        }
        return index
    }

    private func decoder(forKey key: Key) throws -> ValueDecoder {
        ValueDecoder(document: document, index: try value(forKey: key), depth: depth + 1)
    }

    /// Decodes null where there is no such key, as Foundation does: a superclass without properties needs none.
    private func optionalDecoder(forKey key: some CodingKey) -> ValueDecoder {
        let index = enterMember(key)
        return ValueDecoder(document: document, index: index ?? document.absentValue, depth: depth + 1)
    }
}
