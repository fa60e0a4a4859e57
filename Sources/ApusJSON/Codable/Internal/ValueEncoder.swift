/// Encodes one value, as whatever container is asked for first.
struct ValueEncoder: Encoder, SingleValueEncodingContainer {
    let buffer: EncodingBuffer
    let level: Int
    /// Whether the names of its members are data, so that no format changes them.
    var keepsKeys = false

    var codingPath: [any CodingKey] { buffer.output.path }
    var userInfo: [CodingUserInfoKey: Any] { buffer.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedWriter(self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedWriter(self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        self
    }

    func encodeNil() throws {
        guard buffer.output.decide(.single, level: level) else { throw buffer.outOfOrder() }
        buffer.output.writer.null()
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        guard buffer.output.decide(.single, level: level) else { throw buffer.outOfOrder() }
        do {
            try buffer.encode(value)
        } catch {
            buffer.output.undecide(level)
            throw error
        }
    }
}
