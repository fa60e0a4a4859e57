/// Reads and writes JSON (RFC 8259).
///
/// ```swift
/// let place = try JSON.decode(Place.self, from: bytes)
/// let bytes = try JSON.encode(place)
/// ```
///
/// Any `Codable` type works; a type that is ``JSONEncodable`` is written faster. Dates are strings as in RFC 3339, data
/// is base64, URLs and UUIDs are strings.
public enum JSON {}

// MARK: - Reading

extension JSON {
    /// Decodes a value.
    ///
    /// - Parameters:
    ///   - type: Its type.
    ///   - bytes: The document.
    ///   - limits: What the document may cost.
    ///   - userInfo: What the decoders of the type can ask for.
    /// - Throws: When the document is malformed, or lacks or has what the type does not expect.
    public static func decode<Value: Decodable>(
        _ type: Value.Type = Value.self,
        from bytes: [UInt8],
        limits: JSONLimits = .default,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(JSONError) -> Value {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            try decode(type, from: UnsafeRawBufferPointer(buffer), limits: limits, userInfo: userInfo)
        }
    }

    /// Decodes a value from bytes elsewhere, without a copy.
    ///
    /// - Parameters:
    ///   - type: Its type.
    ///   - bytes: The document, valid until this returns.
    ///   - limits: What the document may cost.
    ///   - userInfo: What the decoders of the type can ask for.
    /// - Throws: When the document is malformed, or lacks or has what the type does not expect.
    public static func decode<Value: Decodable>(
        _ type: Value.Type = Value.self,
        from bytes: UnsafeRawBufferPointer,
        limits: JSONLimits = .default,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(JSONError) -> Value {
        try Document.with(bytes, limits: limits, userInfo: userInfo) { (document) throws(JSONError) in
            do {
                return try document.decode(type, at: 0, depth: 0)
            } catch {
                throw document.jsonError(error)
            }
        }
    }

    /// Reads a document of any shape.
    ///
    /// - Parameters:
    ///   - bytes: The document.
    ///   - limits: What it may cost.
    /// - Throws: When the document is malformed.
    public static func parse(_ bytes: [UInt8], limits: JSONLimits = .default) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            try parse(UnsafeRawBufferPointer(buffer), limits: limits)
        }
    }

    /// Reads a document of any shape from bytes elsewhere, without a copy of the whole.
    ///
    /// - Parameters:
    ///   - bytes: The document, valid until this returns.
    ///   - limits: What it may cost.
    /// - Throws: When the document is malformed.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer,
        limits: JSONLimits = .default
    ) throws(JSONError) -> JSONValue {
        try decode(JSONValue.self, from: bytes, limits: limits)
    }
}

// MARK: - Writing

extension JSON {
    /// Encodes a value.
    ///
    /// - Parameter value: The value.
    /// - Returns: The document as UTF-8.
    /// - Throws: `notRepresentable` when the value has no form in JSON.
    @inlinable
    public static func encode(_ value: some JSONEncodable) throws(JSONError) -> [UInt8] {
        var json = JSONWriter()
        try value.encode(to: &json)
        return json.finish()
    }

    /// Encodes a value of any `Encodable` type. What is ``JSONEncodable``, also within it, is written that way.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - userInfo: What the encoders of its type can ask for.
    /// - Returns: The document as UTF-8.
    /// - Throws: `notRepresentable` when the value has no form in JSON.
    @_disfavoredOverload  // so that a type which is both takes the fast way
    public static func encode(
        _ value: some Encodable,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(JSONError) -> [UInt8] {
        let buffer = EncodingBuffer(userInfo: userInfo)
        do {
            try buffer.encode(value)
        } catch {
            throw JSONError(encoding: error)
        }
        return buffer.finish()
    }
}
