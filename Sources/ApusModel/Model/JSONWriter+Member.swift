public import ApusJSON

extension JSONWriter {
    /// Writes a member of an object: its key and its value.
    ///
    /// - Parameters:
    ///   - key: The key, a literal.
    ///   - value: The value.
    @inlinable
    public mutating func member<Value: JSONEncodable>(_ key: StaticString, _ value: Value) throws(JSONError) {
        self.key(key)
        try value.encode(to: &self)
    }

    /// Writes a member of an object whose value is an enum with raw values, or the like, that says nothing about JSON.
    ///
    /// - Parameters:
    ///   - key: The key, a literal.
    ///   - value: The value; its raw value is written.
    @inlinable
    @_disfavoredOverload
    public mutating func member<Value: RawRepresentable>(
        _ key: StaticString,
        _ value: Value
    ) throws(JSONError) where Value.RawValue: JSONEncodable {
        self.key(key)
        try value.rawValue.encode(to: &self)
    }

    /// Writes a member of an object whose value is an enum with raw values, or the like, that says nothing about JSON.
    ///
    /// - Parameters:
    ///   - key: The key, a literal.
    ///   - value: The value; its raw value is written, or null.
    @inlinable
    @_disfavoredOverload
    public mutating func member<Value: RawRepresentable>(
        _ key: StaticString,
        _ value: Value?
    ) throws(JSONError) where Value.RawValue: JSONEncodable {
        self.key(key)
        try (value?.rawValue).encode(to: &self)
    }
}
