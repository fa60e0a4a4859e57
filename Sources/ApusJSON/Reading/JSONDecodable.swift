/// A type that reads itself from JSON, without the cost of `Decodable`, and with all of its mistakes at once.
///
/// The macro `@JSONCodable` of `ApusJSONCodable` writes the initializer; by hand it is:
///
/// ```swift
/// struct Place: JSONDecodable {
///     let name: String
///     let height: Double?
///
///     init(from json: borrowing JSONReader) throws(JSONError) {
///         var members = try json.members()
///         let name = members.value("name", as: String.self)
///         let height = members.value("height", as: Double?.self)
///         guard let name, let height else { throw members.failure() }
///         self.name = name
///         self.height = height
///     }
/// }
/// ```
///
/// It is `Decodable` too, so it can be used wherever that is asked for.
public protocol JSONDecodable: Decodable {
    /// Reads a value.
    ///
    /// - Parameter json: Where the value is.
    /// - Throws: When there is something else.
    init(from json: borrowing JSONReader) throws(JSONError)

    /// What a member is that an object lacks: nil, the default, when it must be there.
    static var valueOfAbsentMember: Self? { get }
}

extension JSONDecodable {
    /// Nil: a member must be there.
    @inlinable
    public static var valueOfAbsentMember: Self? { nil }

    /// Decodes a value with a decoder of another library; ``JSON`` takes the direct way.
    ///
    /// - Parameter decoder: What to decode from.
    /// - Throws: ``JSONError`` when there is something else, and what the decoder throws.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? ValueDecoder {
            self = try Self(from: JSONReader(decoder.document, at: decoder.index, depth: decoder.depth))
        } else {
            self = try JSON.decode(Self.self, from: JSON.encode(JSONValue(foreign: decoder)))
        }
    }
}

/// A type that reads and writes itself.
public typealias JSONCodable = JSONDecodable & JSONEncodable
