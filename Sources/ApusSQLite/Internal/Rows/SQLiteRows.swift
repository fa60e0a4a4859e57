internal import ApusSQL
internal import FoundationEssentials

/// A finished result: every cell in one array, the bytes of all texts and blobs in another.
final class SQLiteRows: RowStorage {
    /// A cell as SQLite hands it out.
    struct StoredCell {
        enum Kind: UInt8 {
            case null, integer, double, text, blob
        }
        /// The integer, the bits of the floating point number, or where the text or blob begins.
        let payload: Int64
        /// The length of the text or blob.
        let count: Int32
        let kind: Kind
    }

    let columnNames: [String]
    let rowCount: Int
    let columnCount: Int
    private let cells: [StoredCell]
    private let bytes: [UInt8]

    init(columnNames: [String], cells: [StoredCell], bytes: [UInt8]) {
        self.columnNames = columnNames
        self.cells = cells
        self.bytes = bytes
        columnCount = columnNames.count
        rowCount = columnNames.isEmpty ? 0 : cells.count / columnNames.count
    }

    private func cell(_ row: Int, _ column: Int) -> StoredCell {
        cells[row * columnCount + column]
    }

    func isNull(row: Int, column: Int) -> Bool {
        cell(row, column).kind == .null
    }

    func boolean(row: Int, column: Int) -> Bool? {
        switch integer(row: row, column: column) {
        case 0: false
        case 1: true
        default: nil
        }
    }

    func integer(row: Int, column: Int) -> Int64? {
        let cell = cell(row, column)
        return cell.kind == .integer ? cell.payload : nil
    }

    func double(row: Int, column: Int) -> Double? {
        let cell = cell(row, column)
        return switch cell.kind {
        case .double: Double(bitPattern: UInt64(bitPattern: cell.payload))
        case .integer: Double(exactly: cell.payload)
        default: nil
        }
    }

    func text(row: Int, column: Int) -> String? {
        withBytes(of: .text, row, column) { String(validating: $0) }
    }

    func bytes(row: Int, column: Int) -> [UInt8]? {
        withBytes(of: .blob, row, column) { [UInt8]($0) }
    }

    func uuid(row: Int, column: Int) -> UUID? {
        withBytes(of: .text, row, column) { UUID(sqliteText: $0) }
    }

    func timestamp(row: Int, column: Int) -> Date? {
        withBytes(of: .text, row, column) { Date(sqliteText: $0) }
    }

    private func withBytes<Value>(
        of kind: StoredCell.Kind,
        _ row: Int,
        _ column: Int,
        _ body: (UnsafeBufferPointer<UInt8>) -> Value?
    ) -> Value? {
        let cell = cell(row, column)
        guard cell.kind == kind else { return nil }
        let start = Int(cell.payload)
        return bytes.withUnsafeBufferPointer { all in
            body(UnsafeBufferPointer(rebasing: all[start..<start + Int(cell.count)]))
        }
    }
}

extension String {
    /// The text, or nil when the bytes are not UTF-8. The standard library's own initializer is generic, and slower.
    fileprivate init?(validating bytes: UnsafeBufferPointer<UInt8>) {
        guard let text = try? UTF8Span(validating: bytes.span) else { return nil }
        self.init(copying: text)
    }
}
