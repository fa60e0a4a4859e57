extension JSON {
    /// Decodes a value.
    ///
    /// - Parameters:
    ///   - type: Its type.
    ///   - bytes: The document.
    ///   - format: How its values look in the document.
    ///   - limits: What the document may be and cost.
    ///   - userInfo: What the decoders of the type can ask for.
    /// - Throws: When the document is malformed, or lacks or has what the type does not expect.
    public static func decode<Value: Decodable>(
        _ type: Value.Type = Value.self,
        from bytes: [UInt8],
        format: JSONFormat = .default,
        limits: JSONLimits = .default,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(JSONError) -> Value {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            try decode(
                type,
                from: UnsafeRawBufferPointer(buffer),
                format: format,
                limits: limits,
                userInfo: userInfo
            )
        }
    }

    /// Decodes a value from bytes elsewhere, without a copy.
    ///
    /// - Parameters:
    ///   - type: Its type.
    ///   - bytes: The document, valid until this returns.
    ///   - format: How its values look in the document.
    ///   - limits: What the document may be and cost.
    ///   - userInfo: What the decoders of the type can ask for.
    /// - Throws: When the document is malformed, or lacks or has what the type does not expect.
    public static func decode<Value: Decodable>(
        _ type: Value.Type = Value.self,
        from bytes: UnsafeRawBufferPointer,
        format: JSONFormat = .default,
        limits: JSONLimits = .default,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(JSONError) -> Value {
        try Document.with(bytes, limits: limits, format: format, userInfo: userInfo) { (document) throws(JSONError) in
            do {
                return try document.decode(type, at: 0, depth: 0)
            } catch {
                throw document.jsonError(error)
            }
        }
    }

    /// Decodes a value of a type that reads itself. Its mistakes are reported together; see ``JSONError/others``.
    ///
    /// - Parameters:
    ///   - type: Its type.
    ///   - bytes: The document.
    ///   - format: How dates, data and numbers that are not finite look in the document.
    ///   - limits: What the document may be and cost.
    ///   - userInfo: What the decoders of `Decodable` members can ask for.
    /// - Throws: When the document is malformed, or lacks or has what the type does not expect.
    public static func decode<Value: JSONDecodable>(
        _ type: Value.Type = Value.self,
        from bytes: [UInt8],
        format: JSONFormat = .default,
        limits: JSONLimits = .default,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(JSONError) -> Value {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            try decode(
                type,
                from: UnsafeRawBufferPointer(buffer),
                format: format,
                limits: limits,
                userInfo: userInfo
            )
        }
    }

    /// Decodes a value of a type that reads itself from bytes elsewhere, without a copy. Its mistakes are reported
    /// together; see ``JSONError/others``.
    ///
    /// - Parameters:
    ///   - type: Its type.
    ///   - bytes: The document, valid until this returns.
    ///   - format: How dates, data and numbers that are not finite look in the document.
    ///   - limits: What the document may be and cost.
    ///   - userInfo: What the decoders of `Decodable` members can ask for.
    /// - Throws: When the document is malformed, or lacks or has what the type does not expect.
    public static func decode<Value: JSONDecodable>(
        _ type: Value.Type = Value.self,
        from bytes: UnsafeRawBufferPointer,
        format: JSONFormat = .default,
        limits: JSONLimits = .default,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(JSONError) -> Value {
        try Document.with(bytes, limits: limits, format: format, userInfo: userInfo) { (document) throws(JSONError) in
            try Value(from: JSONReader(document, at: 0, depth: 0))
        }
    }

    /// Reads a document of any shape.
    ///
    /// - Parameters:
    ///   - bytes: The document.
    ///   - limits: What it may be and cost.
    /// - Throws: When the document is malformed.
    public static func parse(_ bytes: [UInt8], limits: JSONLimits = .default) throws(JSONError) -> JSONValue {
        try decode(JSONValue.self, from: bytes, limits: limits)
    }

    /// Reads a document of any shape from bytes elsewhere, without a copy of the whole.
    ///
    /// - Parameters:
    ///   - bytes: The document, valid until this returns.
    ///   - limits: What it may be and cost.
    /// - Throws: When the document is malformed.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer,
        limits: JSONLimits = .default
    ) throws(JSONError) -> JSONValue {
        try decode(JSONValue.self, from: bytes, limits: limits)
    }
}
