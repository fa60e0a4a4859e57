/// Writes how a struct or enum is read from JSON and written, without the cost of `Codable`.
///
/// ```swift
/// @JSONCodable(keys: .snakeCase) struct Place {
///     let name: String
///     var height: Double?                     // null, or not there
///     var tags: [String] = []                 // not there: the default
///     @JSONKey("iso") var isoCode: String     // another name
/// }
///
/// @JSONCodable(discriminator: "kind") indirect enum Shape {
///     case circle(radius: Double)             // {"kind":"circle","radius":1.5}
///     case place(Place)                       // {"kind":"place","name":"Bern","height":null,"tags":[],"iso":"CH"}
///     case group(members: [Shape], name: String)
/// }
/// ```
///
/// - A member may be missing when its type is optional or it has a default value. A property of type `T??` tells null from
///   a missing member: `.some(nil)` is null, `nil` is missing, also when it is written.
/// - An enum with raw values is its raw value; one without associated values is the name of its case.
/// - Any other enum is an object, which says by the discriminator which case it is. The value of a case without a label is an
///   object whose members stand beside the discriminator.
/// - Every mistake of a document is reported, not only the first: see `JSONError.others`.
///
/// What the type does itself is left alone: declare `JSONDecodable` and write `init(from:)`, and only the other half is
/// generated.
///
/// - Parameters:
///   - keys: How the names of properties and cases are spelt.
///   - omitsNil: Whether an optional that is nil is left out, rather than written as null.
///   - refusesOthers: Whether an object that has other members is refused.
///   - discriminator: The member that names the case of an enum.
@attached(
    extension,
    conformances: JSONEncodable,
    JSONDecodable,
    Encodable,
    Decodable,
    names: named(encode),
    named(init)
)
public macro JSONCodable(
    keys: JSONKeySpelling = .asDeclared,
    omitsNil: Bool = false,
    refusesOthers: Bool = false,
    discriminator: String = "type"
) = #externalMacro(module: "ApusMacros", type: "JSONCodableMacro")

/// The name in JSON of a property or enum case whose type is ``JSONCodable(keys:omitsNil:refusesOthers:discriminator:)``.
///
/// - Parameter name: The name, a literal.
@attached(peer)
public macro JSONKey(_ name: String) = #externalMacro(module: "ApusMacros", type: "JSONKeyMacro")

/// How ``JSONCodable(keys:omitsNil:refusesOthers:discriminator:)`` spells names.
public enum JSONKeySpelling: Sendable {
    /// As they are declared.
    case asDeclared
    /// `isoCode` is `iso_code`.
    case snakeCase
}
