import FoundationEssentials

/// One value as text, that came within another one: an element of an array, a bound of a range.
final class TextCell: RowStorage {
    private let value: String?
    let columnNames: [String]
    let columnCount = 1
    let rowCount = 1

    init(_ value: String?, column: String) {
        self.value = value
        columnNames = [column]
    }

    func isNull(row: Int, column: Int) -> Bool { value == nil }

    func boolean(row: Int, column: Int) -> Bool? {
        switch value {
        case "t", "true", "1": true
        case "f", "false", "0": false
        default: nil
        }
    }

    func integer(row: Int, column: Int) -> Int64? { value.flatMap { Int64($0) } }
    func double(row: Int, column: Int) -> Double? { value.flatMap { Double($0) } }
    func text(row: Int, column: Int) -> String? { value }
    func uuid(row: Int, column: Int) -> UUID? { value.flatMap { UUID(uuidString: $0) } }

    func bytes(row: Int, column: Int) -> [UInt8]? {
        guard let value, value.hasPrefix("\\x"), value.utf8.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var digits = value.utf8.dropFirst(2)
        while !digits.isEmpty {
            guard let byte = UInt8(String(Substring(digits.prefix(2))), radix: 16) else { return nil }
            bytes.append(byte)
            digits = digits.dropFirst(2)
        }
        return bytes
    }

    func timestamp(row: Int, column: Int) -> Date? {
        guard var text = value else { return nil }
        if text.hasSuffix("+00") { text.removeLast(3) } else if text.hasSuffix("Z") { text.removeLast() }
        return LocalDateTime(text)?.utc
    }
}

extension Cell {
    /// A value that came within another one.
    @usableFromInline
    init(_ text: String?, of cell: Cell) throws(DatabaseError) {
        let name = cell.storage.columnNames[cell.column]
        self.init(storage: TextCell(text, column: name), row: 0, column: 0)
    }
}
