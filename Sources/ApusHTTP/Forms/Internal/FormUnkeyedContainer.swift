/// The elements of a list in a form.
struct FormUnkeyedContainer: UnkeyedDecodingContainer {
    let elements: [FormNode]
    let decoder: FormDecoder
    private(set) var currentIndex = 0

    init(elements: [FormNode], decoder: FormDecoder) {
        self.elements = elements
        self.decoder = decoder
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    mutating func decodeNil() -> Bool {
        guard !isAtEnd, elements[currentIndex].isEmpty else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode(_ type: Bool.Type) -> Bool { next().decode(type) }
    mutating func decode(_ type: String.Type) -> String { next().decode(type) }
    mutating func decode(_ type: Double.Type) -> Double { next().decode(type) }
    mutating func decode(_ type: Float.Type) -> Float { next().decode(type) }
    mutating func decode(_ type: Int.Type) -> Int { next().decode(type) }
    mutating func decode(_ type: Int8.Type) -> Int8 { next().decode(type) }
    mutating func decode(_ type: Int16.Type) -> Int16 { next().decode(type) }
    mutating func decode(_ type: Int32.Type) -> Int32 { next().decode(type) }
    mutating func decode(_ type: Int64.Type) -> Int64 { next().decode(type) }
    mutating func decode(_ type: UInt.Type) -> UInt { next().decode(type) }
    mutating func decode(_ type: UInt8.Type) -> UInt8 { next().decode(type) }
    mutating func decode(_ type: UInt16.Type) -> UInt16 { next().decode(type) }
    mutating func decode(_ type: UInt32.Type) -> UInt32 { next().decode(type) }
    mutating func decode(_ type: UInt64.Type) -> UInt64 { next().decode(type) }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try element().decode(type)
    }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        element().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { element().unkeyedContainer() }

    mutating func superDecoder() -> any Decoder { element() }

    private mutating func next() -> FormValueContainer { FormValueContainer(decoder: element()) }

    /// The decoder of the next element; one that finds everything missing when there is none.
    private mutating func element() -> FormDecoder {
        defer { currentIndex += 1 }
        return decoder.descend(to: FormIndex(intValue: currentIndex), isAtEnd ? nil : elements[currentIndex])
    }
}

/// The place of an element, as a key of a path.
private struct FormIndex: CodingKey {
    let index: Int

    var stringValue: String { String(index) }
    var intValue: Int? { index }

    init(intValue: Int) {
        index = intValue
    }

    init?(stringValue: String) {
        guard let index = Int(stringValue) else { return nil }
        self.index = index
    }
}
