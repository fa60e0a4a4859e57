/// Input that knows what values it accepts.
///
/// ``Request/decode(_:upTo:)`` validates what it has decoded, and answers 422 with every violation.
///
/// ```swift
/// struct NewPlace: Decodable, Validatable {
///     var name: String
///     var latitude: Double
///
///     func validate(_ check: inout Validation) {
///         check.notBlank(name, at: "name")
///         check.length(of: name, in: 1...80, at: "name")
///         check.range(of: latitude, in: -90...90, at: "latitude")
///     }
/// }
/// ```
public protocol Validatable {
    /// Checks this value and notes every violation in `check`.
    func validate(_ check: inout Validation)
}
