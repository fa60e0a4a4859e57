extension JSON {
    /// Encodes a value of a type that writes itself.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - format: How dates, data and numbers that are not finite look in the document.
    ///   - style: How the document is laid out.
    /// - Returns: The document as UTF-8.
    /// - Throws: `notRepresentable` when the value has no form in JSON.
    @inlinable
    public static func encode(
        _ value: some JSONEncodable,
        format: JSONFormat = .default,
        style: JSONStyle = .compact
    ) throws(JSONError) -> [UInt8] {
        var json = JSONWriter(format: format)
        try value.encode(to: &json)
        return try json.finish(style)
    }

    /// Encodes a value of any `Encodable` type. What is ``JSONEncodable``, also within it, is written that way.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - format: How its values look in the document.
    ///   - style: How the document is laid out.
    ///   - userInfo: What the encoders of its type can ask for.
    /// - Returns: The document as UTF-8.
    /// - Throws: `notRepresentable` when the value has no form in JSON.
    @_disfavoredOverload  // so that a type which is both takes the fast way
    public static func encode(
        _ value: some Encodable,
        format: JSONFormat = .default,
        style: JSONStyle = .compact,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(JSONError) -> [UInt8] {
        let buffer = EncodingBuffer(format: format, userInfo: userInfo)
        do {
            try buffer.encode(value)
        } catch {
            throw JSONError(encoding: error)
        }
        return try styled(buffer.finish(), as: style)
    }
}

extension JSONWriter {
    @usableFromInline
    consuming func finish(_ style: JSONStyle) throws(JSONError) -> [UInt8] {
        try JSON.styled(finish(), as: style)
    }
}
