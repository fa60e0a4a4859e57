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
