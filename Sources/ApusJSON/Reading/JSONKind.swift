/// The kinds of values that JSON has.
public enum JSONKind: Sendable, Hashable {
    /// null
    case null
    /// true or false
    case boolean
    /// A number.
    case number
    /// A string.
    case string
    /// An array.
    case array
    /// An object.
    case object
}

extension Token.Kind {
    var published: JSONKind {
        switch self {
        case .null: .null
        case .true, .false: .boolean
        case .string, .key: .string
        case .array: .array
        case .object: .object
        case .integer, .unsigned, .number: .number
        }
    }
}
