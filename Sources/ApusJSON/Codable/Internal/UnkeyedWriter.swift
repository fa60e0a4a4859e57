/// Encodes the elements of an array.
struct UnkeyedWriter: UnkeyedEncodingContainer {
    private let buffer: EncodingBuffer
    /// The value the array is, or -1 when it cannot be written: `Encoder` has no way to say so earlier.
    private let level: Int
    private(set) var count = 0

    init(_ encoder: ValueEncoder) {
        buffer = encoder.buffer
        level = buffer.output.decide(.array, level: encoder.level) ? encoder.level : -1
    }

    /// Writes to a buffer of its own.
    init(_ buffer: EncodingBuffer) {
        self.buffer = buffer
        level = 0
    }

    var codingPath: [any CodingKey] { buffer.output.path }

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
        if !isDone {
            let mark = buffer.output.beginComposite(nil, under: PathKey(count))
            try buffer.encodeComposite(value, from: mark)
        }
        count += 1
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

    private mutating func insertion(of shape: EncodingOutput.Shape) -> EncodingBuffer {
        let key = PathKey(count)
        count += 1
        guard buffer.output.isCurrent(level) else { return buffer.detached(shape, under: key) }
        return buffer.insertion(of: shape, under: key)
    }
}
