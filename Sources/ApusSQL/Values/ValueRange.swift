import FoundationEssentials

/// A range of values that can be unbounded on either side: PostgreSQL's range types. PostgreSQL gives a range of integers or
/// dates back with its lower bound in it and its upper bound outside.
public struct ValueRange<Bound: SQLConvertible & Hashable>: Sendable, Hashable {
    /// The lower bound; nil when there is none.
    public var lower: Bound?
    /// The upper bound; nil when there is none.
    public var upper: Bound?
    /// Whether the lower bound is in the range.
    public var includesLower: Bool
    /// Whether the upper bound is in the range.
    public var includesUpper: Bool
    /// Whether the range has no values at all.
    public var isEmpty: Bool

    /// Makes a range.
    ///
    /// - Parameters:
    ///   - lower: The lower bound; nil when there is none.
    ///   - upper: The upper bound; nil when there is none.
    ///   - includesLower: Whether the lower bound is in the range.
    ///   - includesUpper: Whether the upper bound is in the range.
    public init(from lower: Bound?, to upper: Bound?, includesLower: Bool = true, includesUpper: Bool = false) {
        self.lower = lower
        self.upper = upper
        self.includesLower = includesLower
        self.includesUpper = includesUpper
        isEmpty = false
    }

    /// A range without values.
    public static var empty: ValueRange {
        var range = ValueRange(from: nil, to: nil)
        range.isEmpty = true
        return range
    }
}

extension ValueRange: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .range(Bound.sqlType) }

    /// Reads a value out of one cell of a result.
    public init(cell: Cell) throws(DatabaseError) {
        guard let text = cell.text else { throw cell.mismatch(expected: "a range") }
        if text == "empty" {
            self = .empty
            return
        }
        guard let first = text.first, let last = text.last, "[(".contains(first), ")]".contains(last),
            let bounds = ArrayElements(range: text), bounds.texts.count == 2
        else { throw cell.mismatch(expected: "a range") }
        func bound(_ text: String?) throws(DatabaseError) -> Bound? {
            try text.map { text throws(DatabaseError) in try Bound(cell: Cell(text, of: cell)) }
        }
        self.init(
            from: try bound(bounds.texts[0]),
            to: try bound(bounds.texts[1]),
            includesLower: first == "[",
            includesUpper: last == "]"
        )
    }

    /// The value to bind.
    public var sqlValue: SQLValue {
        if isEmpty { return .text("empty") }
        let bounds = [lower, upper].map { $0.map { Self.quoted($0.sqlValue) } ?? "" }
        return .text("\(includesLower ? "[" : "(")\(bounds[0]),\(bounds[1])\(includesUpper ? "]" : ")")")
    }

    private static func quoted(_ value: SQLValue) -> String {
        let text =
            switch value {
            case .integer(let value): String(value)
            case .double(let value): value.description
            case .text(let value): value
            case .timestamp(let value): "\(LocalDateTime(value))Z"
            case .uuid(let value): value.uuidString
            case .boolean(let value): value.description
            case .null, .bytes, .array: ""
            }
        return "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
