/// What a parameter of a pattern may stand for.
enum ParameterKind: String, Sendable, Hashable, CaseIterable {
    /// A whole number that an `Int` can hold.
    case int
    /// A UUID, in the usual form with hyphens.
    case uuid
    /// Anything that is not empty.
    case any

    /// Whether a segment of a decoded path is of this kind.
    func accepts(_ segment: UnsafeRawBufferPointer) -> Bool {
        switch self {
        case .int: segment.isInt
        case .uuid: segment.isUUID
        case .any: !segment.isEmpty
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var isInt: Bool {
        let isNegative = first == UInt8(ascii: "-")
        guard count > (isNegative ? 1 : 0), count <= 20 else { return false }
        var number = 0
        for byte in dropFirst(isNegative ? 1 : 0) {
            guard byte.isASCIIDigit else { return false }
            let (shifted, overflow) = number.multipliedReportingOverflow(by: 10)
            let digit = Int(byte - UInt8(ascii: "0"))
            let (next, moreOverflow) = shifted.addingReportingOverflow(isNegative ? -digit : digit)
            guard !overflow, !moreOverflow else { return false }
            number = next
        }
        return true
    }

    fileprivate var isUUID: Bool {
        guard count == 36 else { return false }
        for (index, byte) in enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == UInt8(ascii: "-") else { return false }
            } else {
                guard byte.isASCIIDigit || byte.asciiLowercased &- UInt8(ascii: "a") < 6 else { return false }
            }
        }
        return true
    }
}
