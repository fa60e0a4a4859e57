/// How the cells of a column are read.
enum ColumnKind: Sendable, Hashable {
    case boolean
    case int2
    case int4
    case int8
    case oid
    case float4
    case float8
    case numeric
    case text
    case jsonb
    case bytea
    case uuid
    case timestamp
    case date
    /// A type that is read as the text which PostgreSQL writes for it: enums, arrays, intervals, …
    case other

    init(_ type: TypeID) {
        self =
            switch type {
            case .boolean: .boolean
            case .int2: .int2
            case .int4: .int4
            case .int8: .int8
            case .oid: .oid
            case .float4: .float4
            case .float8: .float8
            case .numeric: .numeric
            case .text, .varchar, .bpchar, .name, .json, .unknown: .text
            case .jsonb: .jsonb
            case .bytea: .bytea
            case .uuid: .uuid
            case .timestamp, .timestamptz: .timestamp
            case .date: .date
            default: .other
            }
    }

    /// What binary form gains over text, in rough units of work for both sides; nil where it cannot be read.
    ///
    /// Text costs the server a copy more in binary form, so it counts against it.
    private var binaryGain: Int? {
        switch self {
        case .numeric, .other: nil
        case .text, .jsonb: -1
        case .boolean: 0
        case .int2, .int4, .int8, .oid, .date: 1
        case .uuid: 2
        case .float4, .float8, .bytea: 3
        case .timestamp: 4
        }
    }

    /// Whether a result with such columns is better asked for in binary: libpq has one format for all of them.
    static func prefersBinary(_ kinds: [ColumnKind]) -> Bool {
        var gain = 0
        for kind in kinds {
            guard let kindGain = kind.binaryGain else { return false }
            gain += kindGain
        }
        return gain > 0
    }
}
