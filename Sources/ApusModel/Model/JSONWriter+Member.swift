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
}
