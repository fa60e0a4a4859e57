internal import FoundationEssentials

extension EncodingBuffer {
    /// Writes a value: what JSON has a form for directly, everything else by its `encode(to:)`.
    ///
    /// - Parameter key: The step to the value, nil when it stands for the value around it.
    @inline(__always)
    func encode<Value: Encodable>(_ value: Value, under key: (some CodingKey)?) throws {
        // Folded to one branch wherever the type is known.
        if Value.self == String.self { return writer.string(same(value)) }
        if Value.self == Int.self { return writer.integer(same(value, Int.self)) }
        if Value.self == Bool.self { return writer.boolean(same(value)) }
        if Value.self == Double.self { return try number(same(value, Double.self), under: key) }
        if Value.self == Float.self { return try number(same(value, Float.self), under: key) }
        if Value.self == Int8.self { return writer.integer(same(value, Int8.self)) }
        if Value.self == Int16.self { return writer.integer(same(value, Int16.self)) }
        if Value.self == Int32.self { return writer.integer(same(value, Int32.self)) }
        if Value.self == Int64.self { return writer.integer(same(value, Int64.self)) }
        if Value.self == UInt.self { return writer.integer(same(value, UInt.self)) }
        if Value.self == UInt8.self { return writer.integer(same(value, UInt8.self)) }
        if Value.self == UInt16.self { return writer.integer(same(value, UInt16.self)) }
        if Value.self == UInt32.self { return writer.integer(same(value, UInt32.self)) }
        if Value.self == UInt64.self { return writer.integer(same(value, UInt64.self)) }
        if Value.self == Int128.self { return writer.integer(same(value, Int128.self)) }
        if Value.self == UInt128.self { return writer.integer(same(value, UInt128.self)) }
        try encodeComposite(value, under: key)
    }

    @inline(never)
    private func encodeComposite<Value: Encodable>(_ value: Value, under key: (some CodingKey)?) throws {
        if let key { path.append(key) }
        switch value {
        case let value as any JSONEncodable:
            do throws(JSONError) {
                try value.encode(to: &writer)
            } catch {
                var error = error
                error.pointer = JSONPointer.path(path) + error.pointer
                throw error
            }
        case let data as Data:
            writer.ascii("\"" + data.base64EncodedString() + "\"")
        case let url as URL:
            writer.string(url.absoluteString)
        default:
            let level = open()
            try value.encode(to: ValueEncoder(buffer: self, level: level))
            // The user's code may have thrown and caught in between, but not left another value open.
            close()
        }
        if key != nil { path.removeLast() }
    }

    private func number(_ value: Double, under key: (some CodingKey)?) throws(EncodingError) {
        do {
            try writer.number(value)
        } catch {
            throw invalid(value, error.message, under: key)
        }
    }

    private func number(_ value: Float, under key: (some CodingKey)?) throws(EncodingError) {
        do {
            try writer.number(value)
        } catch {
            throw invalid(value, error.message, under: key)
        }
    }
}

/// A value as the type it already has, which generic code knows and the compiler does not.
@inline(__always)
private func same<Value, SameValue>(_ value: Value, _ type: SameValue.Type = SameValue.self) -> SameValue {
    unsafeBitCast(value, to: type)
}
