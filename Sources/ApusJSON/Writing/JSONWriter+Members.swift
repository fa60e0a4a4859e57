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

    /// Writes a member of an object: its key, which is ready to be copied, and its value.
    ///
    /// - Parameters:
    ///   - key: The key as it stands in the document, with quotes, escapes and colon: `#""name":"#`.
    ///   - value: The value.
    @inlinable
    public mutating func member<Value: JSONEncodable>(quoted key: StaticString, _ value: Value) throws(JSONError) {
        self.key(quoted: key)
        try value.encode(to: &self)
    }

    /// Writes a member of an object unless its value is nil. Of an optional within an optional the inner nil is null.
    ///
    /// - Parameters:
    ///   - key: The key as it stands in the document, with quotes, escapes and colon.
    ///   - value: The value.
    @inlinable
    public mutating func memberIfPresent<Value: JSONEncodable>(
        quoted key: StaticString,
        _ value: Value?
    ) throws(JSONError) {
        if let value { try member(quoted: key, value) }
    }

    /// Writes a value of any `Encodable` type.
    ///
    /// - Parameter value: The value.
    public mutating func encode(_ value: some Encodable) throws(JSONError) {
        let buffer = EncodingBuffer(format: format, userInfo: [:])
        do {
            try buffer.encode(value)
        } catch {
            throw JSONError(encoding: error)
        }
        raw(buffer.finish())
    }

    /// Writes an object whose first member says which of several types it is, and whose others are those of a value.
    ///
    /// - Parameters:
    ///   - discriminator: The key of the first member.
    ///   - name: What it says.
    ///   - value: The value with the other members.
    /// - Throws: `notRepresentable` when the value is no object.
    public mutating func object(
        _ discriminator: StaticString,
        _ name: StaticString,
        with value: some JSONEncodable
    ) throws(JSONError) {
        beginObject()
        key(discriminator)
        string(name)
        // What the value begins with becomes the comma between the two.
        let start = count
        needsComma = false
        try value.encode(to: &self)
        guard count > start + 1, self[start] == UInt8(ascii: "{") else {
            throw JSONError(
                .notRepresentable,
                "the value of a case must be an object: give it a label, and it has a member of its own"
            )
        }
        if count == start + 2 {
            self[start] = UInt8(ascii: "}")
            truncate(to: start + 1)
        } else {
            self[start] = UInt8(ascii: ",")
        }
    }

    /// Writes a string.
    ///
    /// - Parameter value: The string, a literal.
    @_disfavoredOverload
    public mutating func string(_ value: StaticString) {
        value.withUTF8Buffer { quote($0, asKey: false) }
    }

    /// Writes a value that is a document already.
    mutating func raw(_ document: [UInt8]) {
        document.withUnsafeBufferPointer { bytes in
            appendValue(upTo: bytes.count) { out in
                if let start = bytes.baseAddress { out.update(from: start, count: bytes.count) }
                return bytes.count
            }
        }
    }
}
