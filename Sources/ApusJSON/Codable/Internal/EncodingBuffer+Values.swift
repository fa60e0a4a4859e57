internal import FoundationEssentials

extension EncodingBuffer {
    /// Writes a value that stands for the one around it.
    func encode(_ value: some Encodable) throws {
        do throws(JSONError) {
            guard try !output.writer.primitive(value) else { return }
        } catch {
            throw invalid(value, error.message)
        }
        try encodeComposite(value, under: nil)
    }

    /// Writes a value by its own means.
    ///
    /// - Parameter key: The step to the value, nil when it stands for the one around it.
    @inline(never)
    func encodeComposite(_ value: some Encodable, under key: (any CodingKey)?) throws {
        if let key { path.append(key) }
        switch value {
        case let value as any JSONEncodable:
            do throws(JSONError) {
                try value.encode(to: &output.writer)
            } catch {
                var error = error
                error.pointer = JSONPointer.path(path) + error.pointer
                throw error
            }
        case let data as Data:
            output.writer.ascii("\"" + data.base64EncodedString() + "\"")
        case let url as URL:
            output.writer.string(url.absoluteString)
        default:
            let level = open()
            try value.encode(to: ValueEncoder(buffer: self, level: level))
            close()
        }
        if key != nil { path.removeLast() }
    }
}

extension EncodingBuffer.Output {
    /// Writes a member when its value is a primitive, false otherwise.
    @inline(__always)
    mutating func member(_ value: some Encodable, _ name: String, level: Int) throws(JSONError) -> Bool {
        guard isCurrent(level) else { throw .outOfOrder }
        let mark = writer.mark
        writer.key(name)
        do throws(JSONError) {
            if try writer.primitive(value) { return true }
        } catch {
            writer.rollBack(to: mark)
            throw error
        }
        writer.rollBack(to: mark)
        return false
    }

    /// Writes an element when it is a primitive, false otherwise.
    @inline(__always)
    mutating func element(_ value: some Encodable, level: Int) throws(JSONError) -> Bool {
        guard isCurrent(level) else { throw .outOfOrder }
        return try writer.primitive(value)
    }
}

extension JSONWriter {
    /// Writes a value JSON has a form for directly, false when it is something else.
    ///
    /// Folded to one branch wherever the type is known.
    @inline(__always)
    mutating func primitive<Value: Encodable>(_ value: Value) throws(JSONError) -> Bool {
        if Value.self == String.self {
            string(same(value))
        } else if Value.self == Int.self {
            integer(same(value, Int.self))
        } else if Value.self == Bool.self {
            boolean(same(value))
        } else if Value.self == Double.self {
            try number(same(value, Double.self))
        } else if Value.self == Float.self {
            try number(same(value, Float.self))
        } else if Value.self == Int8.self {
            integer(same(value, Int8.self))
        } else if Value.self == Int16.self {
            integer(same(value, Int16.self))
        } else if Value.self == Int32.self {
            integer(same(value, Int32.self))
        } else if Value.self == Int64.self {
            integer(same(value, Int64.self))
        } else if Value.self == UInt.self {
            integer(same(value, UInt.self))
        } else if Value.self == UInt8.self {
            integer(same(value, UInt8.self))
        } else if Value.self == UInt16.self {
            integer(same(value, UInt16.self))
        } else if Value.self == UInt32.self {
            integer(same(value, UInt32.self))
        } else if Value.self == UInt64.self {
            integer(same(value, UInt64.self))
        } else if Value.self == Int128.self {
            integer(same(value, Int128.self))
        } else if Value.self == UInt128.self {
            integer(same(value, UInt128.self))
        } else {
            return false
        }
        return true
    }
}

/// A value as the type it already has, which generic code knows and the compiler does not.
@inline(__always)
private func same<Value, SameValue>(_ value: Value, _ type: SameValue.Type = SameValue.self) -> SameValue {
    unsafeBitCast(value, to: type)
}
