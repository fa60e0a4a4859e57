/// Encodes the elements of an array.
struct UnkeyedWriter: UnkeyedEncodingContainer {
    private let buffer: EncodingBuffer
    /// The value the array is, or -1 when it cannot be written: `Encoder` has no way to say so earlier.
    private let level: Int
    private(set) var count = 0

    init(_ encoder: ValueEncoder) {
        buffer = encoder.buffer
        level = buffer.decide(.array, level: encoder.level) ? encoder.level : -1
    }

    /// Writes to a buffer of its own.
    init(_ buffer: EncodingBuffer) {
        self.buffer = buffer
        level = 0
    }

    var codingPath: [any CodingKey] { buffer.path }

    mutating func encodeNil() throws {
        guard buffer.output.isCurrent(level) else { throw buffer.outOfOrder(under: PathKey(count)) }
        buffer.output.writer.null()
        count += 1
    }

    @inline(__always)
    mutating func encode<Value: Encodable>(_ value: Value) throws {
        let isDone: Bool
        do throws(JSONError) {
            isDone = try buffer.output.element(value, level: level)
        } catch {
            throw buffer.invalid(value, error.message, under: PathKey(count))
        }
        if !isDone { try encodeComposite(value) }
        count += 1
    }

    @inline(never)
    private func encodeComposite(_ value: some Encodable) throws {
        let mark = buffer.mark
        do {
            try buffer.encodeComposite(value, under: PathKey(count))
        } catch {
            buffer.rollBack(to: mark)
            throw error
        }
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        KeyedEncodingContainer(KeyedWriter<NestedKey>(insertion(of: .object)))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedWriter(insertion(of: .array))
    }

    mutating func superEncoder() -> any Encoder {
        ValueEncoder(buffer: insertion(of: .undecided), level: 0)
    }

    private mutating func insertion(of shape: EncodingBuffer.Shape) -> EncodingBuffer {
        let key = PathKey(count)
        count += 1
        guard buffer.output.isCurrent(level) else { return .discarded(shape, after: buffer, under: key) }
        return buffer.insertion(of: shape, under: key)
    }
}
