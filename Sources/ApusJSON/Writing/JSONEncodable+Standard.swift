extension String: JSONEncodable {
    /// Writes the string.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.string(self)
    }
}

extension Bool: JSONEncodable {
    /// Writes true or false.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.boolean(self)
    }
}

extension Double: JSONEncodable {
    /// Writes the number with the fewest digits that give the same value back.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        try json.number(self)
    }
}

extension Float: JSONEncodable {
    /// Writes the number with the fewest digits that give the same value back.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        try json.number(self)
    }
}

extension FixedWidthInteger where Self: JSONEncodable {
    /// Writes the integer, exactly.
    @inlinable
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.integer(self)
    }
}

extension Int: JSONEncodable {}
extension Int8: JSONEncodable {}
extension Int16: JSONEncodable {}
extension Int32: JSONEncodable {}
extension Int64: JSONEncodable {}
extension UInt: JSONEncodable {}
extension UInt8: JSONEncodable {}
extension UInt16: JSONEncodable {}
extension UInt32: JSONEncodable {}
extension UInt64: JSONEncodable {}

extension Optional: JSONEncodable where Wrapped: JSONEncodable {
    /// Writes the value, or null.
    @inlinable
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        switch self {
        case .some(let value): try value.encode(to: &json)
        case .none: json.null()
        }
    }
}

extension Array: JSONEncodable where Element: JSONEncodable {
    /// Writes an array of the elements.
    @inlinable
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.beginArray()
        // In place: a loop over the array itself copies each element.
        try withUnsafeBufferPointer { (elements) throws(JSONError) in
            for position in elements.indices { try elements[position].encode(to: &json) }
        }
        json.endArray()
    }
}

extension Dictionary: JSONEncodable where Key == String, Value: JSONEncodable {
    /// Writes an object with its keys in order, so that equal dictionaries give equal bytes.
    @inlinable
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.beginObject()
        for (key, value) in sorted(by: { $0.key < $1.key }) {
            json.key(key)
            try value.encode(to: &json)
        }
        json.endObject()
    }
}

extension JSONEncodable where Self: RawRepresentable, RawValue: JSONEncodable {
    /// Writes the raw value.
    @inlinable
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        try rawValue.encode(to: &json)
    }
}
