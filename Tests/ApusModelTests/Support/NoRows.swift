import ApusModel
import FoundationEssentials

/// A result without rows.
final class NoRows: RowStorage {
    var rowCount: Int { 0 }
    var columnNames: [String] { [] }
    func isNull(row: Int, column: Int) -> Bool { true }
    func boolean(row: Int, column: Int) -> Bool? { nil }
    func integer(row: Int, column: Int) -> Int64? { nil }
    func double(row: Int, column: Int) -> Double? { nil }
    func text(row: Int, column: Int) -> String? { nil }
    func bytes(row: Int, column: Int) -> [UInt8]? { nil }
    func uuid(row: Int, column: Int) -> UUID? { nil }
    func timestamp(row: Int, column: Int) -> Date? { nil }
}
