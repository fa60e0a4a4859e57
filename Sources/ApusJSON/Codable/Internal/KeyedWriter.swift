/// Encodes the members of an object.
///
/// The generic method is the witness of the requirements for `Bool`, `Int` and so on too.
struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    private let buffer: EncodingBuffer
    /// The value the object is, or -1 when it cannot be written: `Encoder` has no way to say so earlier.
    private let level: Int

    init(_ encoder: ValueEncoder) {
        buffer = encoder.buffer
        level = buffer.decide(.object, level: encoder.level) ? encoder.level : -1
    }

    /// Writes to a buffer of its own.
    init(_ buffer: EncodingBuffer) {
        self.buffer = buffer
        level = 0
    }

    var codingPath: [any CodingKey] { buffer.path }

    func encodeNil(forKey key: Key) throws {
        guard buffer.isCurrent(level) else { throw buffer.outOfOrder(Optional<Never>.none as Any, under: key) }
        buffer.writer.key(key.stringValue)
        buffer.writer.null()
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        guard buffer.isCurrent(level) else { throw buffer.outOfOrder(value, under: key) }
        let mark = buffer.mark
        buffer.writer.key(key.stringValue)
        do {
            try buffer.encode(value, under: key)
        } catch {
            buffer.rollBack(to: mark)
            throw error
        }
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        KeyedEncodingContainer(KeyedWriter<NestedKey>(insertion(of: .object, under: key)))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        UnkeyedWriter(insertion(of: .array, under: key))
    }

    func superEncoder() -> any Encoder {
        ValueEncoder(buffer: insertion(of: .undecided, under: PathKey.super), level: 0)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        ValueEncoder(buffer: insertion(of: .undecided, under: key), level: 0)
    }

    private func insertion(of shape: EncodingBuffer.Shape, under key: some CodingKey) -> EncodingBuffer {
        guard buffer.isCurrent(level) else { return .discarded(shape, after: buffer, under: key) }
        buffer.writer.key(key.stringValue)
        return buffer.insertion(of: shape, under: key)
    }
}
