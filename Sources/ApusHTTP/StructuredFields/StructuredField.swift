/// Reads and writes structured fields (RFC 9651): `Priority`, `RateLimit`, `Cache-Status` and most that are new.
///
/// ```swift
/// let priority = try StructuredField.dictionary(request.headers[.priority] ?? "")     // u=1, i
/// if case .item(let urgency) = priority["u"] { … }
/// response.headers[name] = try StructuredField.text([.item(StructuredItem(.token("hit"), ["ttl": .integer(60)]))])
/// ```
///
/// Reading is as strict as the RFC demands: one mistake makes the whole field count for nothing.
public enum StructuredField {
    /// Reads a field that is one item.
    ///
    /// - Throws: ``StructuredFieldError`` when it is none.
    public static func item(_ text: String) throws(StructuredFieldError) -> StructuredItem {
        var parser = try StructuredFieldParser(text)
        let item = try parser.item()
        try parser.end()
        return item
    }

    /// Reads a field that is a list. Fields of one name are joined by commas, as ``HeaderFields`` does.
    ///
    /// - Throws: ``StructuredFieldError`` when it is none.
    public static func list(_ text: String) throws(StructuredFieldError) -> [StructuredMember] {
        var parser = try StructuredFieldParser(text)
        let list = try parser.list()
        try parser.end()
        return list
    }

    /// Reads a field that is a dictionary. Of a key that comes twice the last value counts.
    ///
    /// - Throws: ``StructuredFieldError`` when it is none.
    public static func dictionary(_ text: String) throws(StructuredFieldError) -> StructuredMap<StructuredMember> {
        var parser = try StructuredFieldParser(text)
        let dictionary = try parser.dictionary()
        try parser.end()
        return dictionary
    }

    /// Writes an item.
    ///
    /// - Throws: ``StructuredFieldError`` when a value cannot be in such a field.
    public static func text(_ item: StructuredItem) throws(StructuredFieldError) -> String {
        var writer = StructuredFieldWriter()
        try writer.item(item)
        return writer.text
    }

    /// Writes a list. An empty one is written by leaving the field out.
    ///
    /// - Throws: ``StructuredFieldError`` when a value cannot be in such a field.
    public static func text(_ list: [StructuredMember]) throws(StructuredFieldError) -> String {
        var writer = StructuredFieldWriter()
        try writer.list(list)
        return writer.text
    }

    /// Writes a dictionary. An empty one is written by leaving the field out.
    ///
    /// - Throws: ``StructuredFieldError`` when a value cannot be in such a field.
    public static func text(_ dictionary: StructuredMap<StructuredMember>) throws(StructuredFieldError) -> String {
        var writer = StructuredFieldWriter()
        try writer.dictionary(dictionary)
        return writer.text
    }
}
