/// How Swift values look in JSON, the same for reading and writing.
///
/// ```swift
/// let format = JSONFormat(keys: .snakeCase, dates: .secondsSince1970)
/// let bytes = try JSON.encode(place, format: format)
/// let place = try JSON.decode(Place.self, from: bytes, format: format)
/// ```
public struct JSONFormat: Sendable {
    /// How the names of coding keys are spelt. Types that are ``JSONEncodable`` and ``JSONDecodable`` spell their own.
    public var keys: JSONKeyFormat
    /// What a `Date` is.
    public var dates: JSONDateFormat
    /// What `Data` is.
    public var data: JSONDataFormat
    /// What infinities and NaN are.
    public var nonFiniteNumbers: JSONNonFiniteFormat

    /// Keys as declared, dates as in RFC 3339, data as base64, no infinities.
    public static let `default` = JSONFormat()

    /// Makes a format; what is not given is the default.
    ///
    /// - Parameters:
    ///   - keys: How the names of coding keys are spelt.
    ///   - dates: What a `Date` is.
    ///   - data: What `Data` is.
    ///   - nonFiniteNumbers: What infinities and NaN are.
    public init(
        keys: JSONKeyFormat = .asDeclared,
        dates: JSONDateFormat = .rfc3339,
        data: JSONDataFormat = .base64,
        nonFiniteNumbers: JSONNonFiniteFormat = .refused
    ) {
        self.keys = keys
        self.dates = dates
        self.data = data
        self.nonFiniteNumbers = nonFiniteNumbers
    }
}
