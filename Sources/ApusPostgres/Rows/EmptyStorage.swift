import ApusSQL
import FoundationEssentials

/// The result of what has none, such as beginning a transaction.
final class EmptyStorage: RowStorage {
    static let rows = Rows(storage: EmptyStorage(), affectedCount: 0)

    let rowCount = 0
    let columnNames: [String] = []

    // There are no cells: nobody can ask.
    func isNull(row: Int, column: Int) -> Bool { true }
    func boolean(row: Int, column: Int) -> Bool? { nil }
    func integer(row: Int, column: Int) -> Int64? { nil }
    func double(row: Int, column: Int) -> Double? { nil }
    func text(row: Int, column: Int) -> String? { nil }
    func bytes(row: Int, column: Int) -> [UInt8]? { nil }
    func uuid(row: Int, column: Int) -> UUID? { nil }
    func timestamp(row: Int, column: Int) -> Date? { nil }
}
