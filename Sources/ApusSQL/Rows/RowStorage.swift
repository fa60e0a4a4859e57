public import FoundationEssentials

/// What a driver returns: the cells of a finished result, in memory, in the form that the driver reads cheapest.
///
/// Rows and columns count from zero. A caller asks only for cells that exist, and for a cell that ``isNull(row:column:)``
/// every other function returns nil. Each function returns nil too when the cell's value is not exactly such a value:
/// nothing is truncated, and no number is made from text, except where a database has no type of its own
/// (SQLite keeps booleans as 0 and 1, UUIDs and timestamps as text).
public protocol RowStorage: AnyObject, Sendable {
    /// How many rows there are.
    var rowCount: Int { get }
    /// How many columns there are. It is asked for at every cell: worth a stored property.
    var columnCount: Int { get }
    /// The names of the columns, as the database gives them.
    var columnNames: [String] { get }
    /// Whether the cell is NULL.
    func isNull(row: Int, column: Int) -> Bool
    /// The cell as a truth value.
    func boolean(row: Int, column: Int) -> Bool?
    /// The cell as an integer.
    func integer(row: Int, column: Int) -> Int64?
    /// The cell as a floating point number; an integer is one too.
    func double(row: Int, column: Int) -> Double?
    /// The cell as text.
    func text(row: Int, column: Int) -> String?
    /// The cell as bytes.
    func bytes(row: Int, column: Int) -> [UInt8]?
    /// The cell as a UUID.
    func uuid(row: Int, column: Int) -> UUID?
    /// The cell as a point in time.
    func timestamp(row: Int, column: Int) -> Date?
}

extension RowStorage {
    /// The number of names.
    public var columnCount: Int { columnNames.count }
}
