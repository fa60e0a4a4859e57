public import FoundationEssentials

/// One value of a result, read by the ``SQLConvertible`` type that it is decoded into.
///
/// Every property is nil when the cell is NULL or holds a value of another type; ``mismatch(expected:)`` makes the error
/// to throw then.
public struct Cell: Sendable {
    @usableFromInline let storage: any RowStorage
    @usableFromInline let row: Int
    @usableFromInline let column: Int

    /// The caller has made sure that there is such a cell.
    @inlinable
    init(storage: any RowStorage, row: Int, column: Int) {
        self.storage = storage
        self.row = row
        self.column = column
    }

    @inline(never)
    @usableFromInline
    static func missingColumn(_ column: Int, of storage: any RowStorage) -> DatabaseError {
        DatabaseError(
            .decodingFailed,
            message: "column \(column) was asked for, but the result has \(storage.columnCount) columns"
        )
    }

    /// Whether the cell is NULL.
    @inlinable
    public var isNull: Bool { storage.isNull(row: row, column: column) }
    /// The cell as a truth value.
    @inlinable
    public var boolean: Bool? { storage.boolean(row: row, column: column) }
    /// The cell as an integer.
    @inlinable
    public var integer: Int64? { storage.integer(row: row, column: column) }
    /// The cell as a floating point number.
    @inlinable
    public var double: Double? { storage.double(row: row, column: column) }
    /// The cell as text.
    @inlinable
    public var text: String? { storage.text(row: row, column: column) }
    /// The cell as bytes.
    @inlinable
    public var bytes: [UInt8]? { storage.bytes(row: row, column: column) }
    /// The cell as a UUID.
    @inlinable
    public var uuid: UUID? { storage.uuid(row: row, column: column) }
    /// The cell as a point in time.
    @inlinable
    public var timestamp: Date? { storage.timestamp(row: row, column: column) }

    /// The error for a cell that does not hold what it should. It names the column, never the value.
    ///
    /// - Parameter expected: What should have been there, with its article: "an integer".
    @inline(never)
    public func mismatch(expected: String) -> DatabaseError {
        DatabaseError(
            .decodingFailed,
            message: "expected \(expected), found \(isNull ? "NULL" : "another type")",
            column: storage.columnNames[column]
        )
    }
}
