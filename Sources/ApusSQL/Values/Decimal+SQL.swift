public import FoundationEssentials

/// A decimal number: `numeric` in PostgreSQL. SQLite keeps it as text, which neither sorts nor adds as a number.
extension Decimal: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .decimal }
    /// Reads a value out of one cell of a result.
    public init(cell: Cell) throws(DatabaseError) {
        if let integer = cell.integer {
            self = Decimal(integer)
        } else if let text = cell.text, let value = Decimal(string: text), !value.isNaN {
            self = value
        } else {
            throw cell.mismatch(expected: "a decimal number")
        }
    }
    /// The value to bind.
    public var sqlValue: SQLValue { .text(description) }
}
