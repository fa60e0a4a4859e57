/// A value with its parameters: `gzip;q=1.0` (RFC 9651, section 3.3).
public struct StructuredItem: Hashable, Sendable {
    /// The value.
    public var value: StructuredValue
    /// The parameters.
    public var parameters: StructuredMap<StructuredValue>

    /// Makes an item.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - parameters: The parameters.
    public init(_ value: StructuredValue, _ parameters: StructuredMap<StructuredValue> = [:]) {
        self.value = value
        self.parameters = parameters
    }
}
