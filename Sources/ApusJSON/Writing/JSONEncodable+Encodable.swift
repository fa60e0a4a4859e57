extension JSONEncodable {
    /// Encodes this value with an encoder of another library; ``JSON`` takes the direct way.
    ///
    /// - Parameter encoder: What to encode into.
    /// - Throws: ``JSONError`` when the value has no form in JSON, and what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        try JSON.parse(JSON.encode(self)).encode(to: encoder)
    }
}
