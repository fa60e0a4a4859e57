/// What infinities and NaN, for which JSON has no numbers, are in a document.
public enum JSONNonFiniteFormat: Sendable, Hashable {
    /// An error.
    case refused
    /// Strings.
    ///
    /// - Parameters:
    ///   - infinity: What positive infinity is.
    ///   - negativeInfinity: What negative infinity is.
    ///   - nan: What NaN is.
    case text(infinity: String, negativeInfinity: String, nan: String)
}

extension JSONNonFiniteFormat {
    /// The text of a number that is not finite, nil when it is refused.
    func text<Number: BinaryFloatingPoint>(of number: Number) -> String? {
        guard case .text(let infinity, let negativeInfinity, let nan) = self else { return nil }
        return number.isNaN ? nan : number < 0 ? negativeInfinity : infinity
    }

    /// The number that a text stands for, nil when there is none.
    func number<Number: BinaryFloatingPoint>(_ type: Number.Type, of text: String) -> Number? {
        guard case .text(let infinity, let negativeInfinity, let nan) = self else { return nil }
        switch text {
        case infinity: return .infinity
        case negativeInfinity: return -.infinity
        case nan: return .nan
        default: return nil
        }
    }
}
