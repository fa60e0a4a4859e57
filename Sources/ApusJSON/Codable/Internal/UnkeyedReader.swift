/// Decodes the elements of an array, front to back. Three words, like ``ValueDecoder``.
struct UnkeyedReader: UnkeyedDecodingContainer {
    private let document: Document
    private let array: UInt32
    private let depth: UInt32
    private var element: UInt32
    private var position: UInt32 = 0

    init(_ decoder: ValueDecoder) throws {
        guard decoder.document.token(at: decoder.index).kind == .array else {
            throw decoder.document.mismatch([Any].self, "an array", at: decoder.index)
        }
        document = decoder.document
        array = UInt32(truncatingIfNeeded: decoder.index)
        depth = UInt32(truncatingIfNeeded: decoder.depth)
        element = array + 1
    }

    var codingPath: [any CodingKey] { document.codingPath(to: Int(array)) }
    var count: Int? { document.token(at: Int(array)).count }
    var currentIndex: Int { Int(position) }
    var isAtEnd: Bool { Int(element) >= document.tape.end(of: Int(array)) }

    mutating func decodeNil() throws -> Bool {
        guard document.token(at: try enter(Never.self)).kind == .null else { return false }
        advance()
        return true
    }

    @inline(__always)
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try document.decode(type, at: enter(type), depth: Int(depth) + 1)
        advance()
        return value
    }

    mutating func decodeIfPresent<Value: Decodable>(_ type: Value.Type) throws -> Value? {
        guard !isAtEnd, try !decodeNil() else { return nil }
        return try decode(type)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        let container = try decoder().container(keyedBy: type)
        advance()
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try decoder().unkeyedContainer()
        advance()
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try decoder()
        advance()
        return decoder
    }

    /// The current element, which stays current until it has been decoded.
    private func enter(_ type: any Any.Type) throws -> Int {
        guard !isAtEnd else { throw document.missingElement(type, at: currentIndex, in: Int(array)) }
        document.path.enter(Int(element), position: currentIndex, depth: Int(depth))
        return Int(element)
    }

    private func decoder() throws -> ValueDecoder {
        ValueDecoder(document: document, index: try enter((any Decoder).self), depth: Int(depth) + 1)
    }

    private mutating func advance() {
        element = UInt32(truncatingIfNeeded: document.tape.end(of: Int(element)))
        position += 1
    }
}
