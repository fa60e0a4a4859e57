internal import FoundationEssentials

extension Document {
    /// Decodes a value: what JSON has a form for directly, everything else by its `init(from:)`.
    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type, at index: Int, depth: Int) throws -> Value {
        // Folded to one branch wherever the type is known.
        if type == String.self { return same(try string(at: index)) }
        if type == Int.self { return same(try integer(Int.self, at: index)) }
        if type == Bool.self { return same(try boolean(at: index)) }
        if type == Double.self { return same(try double(at: index)) }
        if type == Float.self { return same(try float(at: index)) }
        if type == Int8.self { return same(try integer(Int8.self, at: index)) }
        if type == Int16.self { return same(try integer(Int16.self, at: index)) }
        if type == Int32.self { return same(try integer(Int32.self, at: index)) }
        if type == Int64.self { return same(try integer(Int64.self, at: index)) }
        if type == UInt.self { return same(try integer(UInt.self, at: index)) }
        if type == UInt8.self { return same(try integer(UInt8.self, at: index)) }
        if type == UInt16.self { return same(try integer(UInt16.self, at: index)) }
        if type == UInt32.self { return same(try integer(UInt32.self, at: index)) }
        if type == UInt64.self { return same(try integer(UInt64.self, at: index)) }
        if type == Int128.self { return same(try integer(Int128.self, at: index)) }
        if type == UInt128.self { return same(try integer(UInt128.self, at: index)) }
        return try decodeComposite(type, at: index, depth: depth)
    }

    @inline(never)
    private func decodeComposite<Value: Decodable>(_ type: Value.Type, at index: Int, depth: Int) throws -> Value {
        do {
            if type == Date.self { return same(try date(at: index)) }
            if type == UUID.self { return same(try uuid(at: index)) }
            if type == Data.self { return same(try data(at: index)) }
            if type == URL.self { return same(try url(at: index)) }
            if type == Decimal.self { return same(try decimal(at: index)) }
            let keepsKeys = !format.keys.isAsDeclared && type is any StringKeyed.Type
            return try Value(from: ValueDecoder(document: self, index: index, depth: depth, keepsKeys: keepsKeys))
        } catch {
            noteFailure(error, at: index)
            throw error
        }
    }

    /// Remembers the innermost value of errors that do not say where they arose.
    private func noteFailure(_ error: any Error, at index: Int) {
        guard !(error is DecodingError) else { return }
        if let failedValue, failedValue >= index, failedValue < tape.end(of: index) { return }
        failedValue = index
    }
}

/// A value as the type it already has, which generic code knows and the compiler does not.
@inline(__always)
private func same<Value, SameValue>(_ value: Value) -> SameValue {
    unsafeBitCast(value, to: SameValue.self)
}
