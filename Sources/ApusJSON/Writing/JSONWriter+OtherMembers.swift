// Members of types that say nothing about JSON. Less favoured, so that a type that writes itself does.
extension JSONWriter {
    /// Writes a member of an object whose value is of any `Encodable` type.
    ///
    /// - Parameters:
    ///   - key: The key, a literal.
    ///   - value: The value.
    @_disfavoredOverload
    public mutating func member<Value: Encodable>(_ key: StaticString, _ value: Value) throws(JSONError) {
        self.key(key)
        try encode(value)
    }

    /// Writes a member of an object whose value is of any `Encodable` type.
    ///
    /// - Parameters:
    ///   - key: The key as it stands in the document, with quotes, escapes and colon.
    ///   - value: The value.
    @_disfavoredOverload
    public mutating func member<Value: Encodable>(quoted key: StaticString, _ value: Value) throws(JSONError) {
        self.key(quoted: key)
        try encode(value)
    }

    /// Writes a member of an object whose value is of any `Encodable` type, unless it is nil.
    ///
    /// - Parameters:
    ///   - key: The key as it stands in the document, with quotes, escapes and colon.
    ///   - value: The value.
    @_disfavoredOverload
    public mutating func memberIfPresent<Value: Encodable>(quoted key: StaticString, _ value: Value?) throws(JSONError)
    {
        if let value { try member(quoted: key, value) }
    }

    /// Writes a member of an object whose value is an enum with raw values, or the like.
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
        try member(key, value.rawValue)
    }

    /// Writes a member of an object whose value is an enum with raw values, or the like.
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
        try member(key, value?.rawValue)
    }

    /// Writes a member of an object whose value is an enum with raw values, or the like, that is `Encodable` too.
    ///
    /// - Parameters:
    ///   - key: The key, a literal.
    ///   - value: The value; its raw value is written.
    @inlinable
    @_disfavoredOverload
    public mutating func member<Value: RawRepresentable & Encodable>(
        _ key: StaticString,
        _ value: Value
    ) throws(JSONError) where Value.RawValue: JSONEncodable {
        try member(key, value.rawValue)
    }

    /// Writes a member of an object whose value is an enum with raw values, or the like, that is `Encodable` too.
    ///
    /// - Parameters:
    ///   - key: The key, a literal.
    ///   - value: The value; its raw value is written, or null.
    @inlinable
    @_disfavoredOverload
    public mutating func member<Value: RawRepresentable & Encodable>(
        _ key: StaticString,
        _ value: Value?
    ) throws(JSONError) where Value.RawValue: JSONEncodable {
        try member(key, value?.rawValue)
    }
}
