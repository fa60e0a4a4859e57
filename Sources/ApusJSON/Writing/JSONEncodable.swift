/// A type that writes itself as JSON, without the cost of `Encodable`.
///
/// ```swift
/// struct Place: JSONEncodable {
///     let name: String
///     let height: Double?
///
///     func encode(to json: inout JSONWriter) throws(JSONError) {
///         json.beginObject()
///         json.key("name")
///         json.string(name)
///         json.key("height")
///         try height.encode(to: &json)
///         json.endObject()
///     }
/// }
/// ```
///
/// It is `Encodable` too, by way of ``JSONValue``, so it can be used wherever that is asked for.
public protocol JSONEncodable: Encodable {
    /// Writes this value.
    ///
    /// - Parameter json: What to write to. Exactly one value must be written.
    /// - Throws: When the value has no form in JSON.
    func encode(to json: inout JSONWriter) throws(JSONError)
}
