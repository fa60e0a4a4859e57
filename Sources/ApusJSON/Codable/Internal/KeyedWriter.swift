/// Encodes the members of an object.
///
/// The generic `encode` is the witness of the requirements for `Bool`, `Int` and so on too, specialised by inlining.
struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    private let buffer: EncodingBuffer
    /// The value the object is, or -1 when it cannot be written: `Encoder` has no way to say so earlier.
    private let level: Int
    private let keepsKeys: Bool

    init(_ encoder: ValueEncoder) {
        buffer = encoder.buffer
        keepsKeys = encoder.keepsKeys
        level = buffer.output.decide(.object, level: encoder.level) ? encoder.level : -1
    }

    /// Writes to a buffer of its own.
    init(_ buffer: EncodingBuffer) {
        self.buffer = buffer
        keepsKeys = false
        level = 0
    }

    var codingPath: [any CodingKey] { buffer.output.path }

    func encodeNil(forKey key: Key) throws {
        guard buffer.output.isCurrent(level) else { throw buffer.outOfOrder(under: key) }
        buffer.output.writer.key(name(of: key))
        buffer.output.writer.null()
    }

    @inline(__always)
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        let name = name(of: key)
        do throws(JSONError) {
            if try buffer.output.member(value, name, level: level) { return }
        } catch {
            throw buffer.invalid(value, error.message, under: key)
        }
        try encodeComposite(value, name, under: key)
    }

    @inline(never)
    private func encodeComposite(_ value: some Encodable, _ name: String, under key: Key) throws {
        let mark = buffer.output.beginComposite(name, under: key)
        try buffer.encodeComposite(value, from: mark)
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

    @inline(__always)
    private func name(of key: some CodingKey) -> String {
        buffer.format.keys.isAsDeclared || keepsKeys ? key.stringValue : buffer.format.keys.encoded(key.stringValue)
    }

    private func insertion(of shape: EncodingOutput.Shape, under key: some CodingKey) -> EncodingBuffer {
        guard buffer.output.isCurrent(level) else { return buffer.detached(shape, under: key) }
        buffer.output.writer.key(name(of: key))
        return buffer.insertion(of: shape, under: key)
    }
}
