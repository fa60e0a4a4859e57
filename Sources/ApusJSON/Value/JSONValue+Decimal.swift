public import FoundationEssentials

extension JSONValue {
    /// Makes a number, without loss; null when it is not a number.
    ///
    /// - Parameter decimal: The number.
    public init(_ decimal: Decimal) {
        let number = try? JSON.parse(Array(decimal.description.utf8))
        self = number ?? .null
    }

    /// The number without loss, or nil when this is something else or has more digits than a `Decimal` holds: 38.
    public var decimalValue: Decimal? {
        switch self {
        case .integer(let value): Decimal(value)
        case .unsigned(let value): Decimal(value)
        case .number(let value): value.isFinite ? Self.decimal(value.description) : nil
        case .decimal(let value): Self.decimal(value.description)
        default: nil
        }
    }

    private static func decimal(_ text: String) -> Decimal? {
        var text = text
        return text.withUTF8 { NumberText(bytes: $0).decimal }
    }
}

extension NumberText {
    /// The number as a `Decimal`, or nil when it has too many digits for one or is too large or too small.
    var decimal: Decimal? {
        var parts = parts
        parts.dropTrailingZeros()
        guard !parts.digits.isEmpty else { return 0 }
        let room = 38 - parts.digitCount
        guard room >= 0, (-128...127 + room).contains(parts.exponent) else { return nil }
        return Decimal(string: text)
    }
}
