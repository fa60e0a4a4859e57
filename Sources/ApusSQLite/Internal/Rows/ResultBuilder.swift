internal import CSQLite3

/// Collects a result while its statement runs.
struct ResultBuilder {
    private(set) var cells: [SQLiteRows.StoredCell] = []
    private(set) var bytes: [UInt8] = []

    /// More than a statement's last result held is not set aside for the next: it may have been an exception.
    private static let longestReservation = 64 << 10

    init(expectedCells: Int, expectedBytes: Int) {
        cells.reserveCapacity(min(expectedCells, Self.longestReservation / MemoryLayout<SQLiteRows.StoredCell>.stride))
        bytes.reserveCapacity(min(expectedBytes, Self.longestReservation))
    }

    /// Copies the row that a statement stands on.
    ///
    /// - Returns: False when the result would take more than `maximumSize` bytes.
    mutating func append(rowOf statement: OpaquePointer, columnCount: Int32, maximumSize: Int) -> Bool {
        for column in 0..<columnCount {
            switch sqlite3_column_type(statement, column) {
            case SQLITE_INTEGER:
                append(sqlite3_column_int64(statement, column), .integer)
            case SQLITE_FLOAT:
                append(Int64(bitPattern: sqlite3_column_double(statement, column).bitPattern), .double)
            case SQLITE_TEXT:
                let address = UnsafeRawPointer(sqlite3_column_text(statement, column))
                append(address, count: sqlite3_column_bytes(statement, column), .text)
            case SQLITE_BLOB:
                let address = sqlite3_column_blob(statement, column)
                append(address, count: sqlite3_column_bytes(statement, column), .blob)
            default:
                append(0, .null)
            }
        }
        return cells.count * MemoryLayout<SQLiteRows.StoredCell>.stride + bytes.count <= maximumSize
    }

    private mutating func append(_ payload: Int64, _ kind: SQLiteRows.StoredCell.Kind) {
        cells.append(SQLiteRows.StoredCell(payload: payload, count: 0, kind: kind))
    }

    private mutating func append(_ address: UnsafeRawPointer?, count: Int32, _ kind: SQLiteRows.StoredCell.Kind) {
        cells.append(SQLiteRows.StoredCell(payload: Int64(bytes.count), count: count, kind: kind))
        // A blob of no bytes has no address.
        guard let address else { return }
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: address, count: Int(count)))
    }
}
