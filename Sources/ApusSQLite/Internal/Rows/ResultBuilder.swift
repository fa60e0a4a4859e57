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
            // A value is only safe to look at on a connection without mutexes, such as ours; it saves two thirds of the
            // time that the functions for columns take.
            let value = sqlite3_column_value(statement, column)
            switch sqlite3_value_type(value) {
            case SQLITE_INTEGER:
                append(sqlite3_value_int64(value), .integer)
            case SQLITE_FLOAT:
                append(Int64(bitPattern: sqlite3_value_double(value).bitPattern), .double)
            case SQLITE_TEXT:
                let address = UnsafeRawPointer(sqlite3_value_text(value))
                append(address, count: sqlite3_value_bytes(value), .text)
            case SQLITE_BLOB:
                let address = sqlite3_value_blob(value)
                append(address, count: sqlite3_value_bytes(value), .blob)
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
        // Without an address there are no bytes: an empty blob, or no memory was left to convert a text.
        let bytes = UnsafeRawBufferPointer(start: address, count: address == nil ? 0 : Int(count))
        cells.append(
            SQLiteRows.StoredCell(payload: Int64(self.bytes.count), count: Int32(bytes.count), kind: kind)
        )
        self.bytes.append(contentsOf: bytes)
    }
}
