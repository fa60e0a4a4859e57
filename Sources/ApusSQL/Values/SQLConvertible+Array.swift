/// Bytes are one value; any other array is a list of values: an array in PostgreSQL, JSON in SQLite.
extension Array: SQLConvertible where Element: SQLConvertible {
    /// The type of a column that holds such values.
    @inlinable
    public static var sqlType: SQLType { Element.self == UInt8.self ? .bytes : .array(Element.sqlType) }

    /// Reads a value out of one cell of a result.
    @inlinable
    public init(cell: Cell) throws(DatabaseError) {
        if Element.self == UInt8.self {
            guard let bytes = cell.bytes, let value = bytes as? Self else { throw cell.mismatch(expected: "bytes") }
            self = value
            return
        }
        guard let text = cell.text, let elements = ArrayElements(text) else {
            throw cell.mismatch(expected: "an array")
        }
        self = []
        reserveCapacity(elements.texts.count)
        for text in elements.texts { append(try Element(cell: Cell(text, of: cell))) }
    }

    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue {
        // The cast alone will not do: an empty array of anything can be cast.
        if Element.self == UInt8.self, let bytes = self as? [UInt8] { return .bytes(bytes) }
        return .array(map(\.sqlValue), of: Element.sqlType)
    }
}
