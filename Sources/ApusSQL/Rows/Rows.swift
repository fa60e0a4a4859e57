/// The result of a statement: its rows, all in memory, and how many rows it changed.
public struct Rows: Sendable {
    /// The cells.
    public let storage: any RowStorage
    /// The rows that an insert, update or delete touched; zero for a statement that only reads.
    public let affectedCount: Int

    /// Makes a result; called by drivers.
    ///
    /// - Parameters:
    ///   - storage: The cells.
    ///   - affectedCount: The rows that the statement inserted, updated or deleted.
    public init(storage: any RowStorage, affectedCount: Int) {
        self.storage = storage
        self.affectedCount = affectedCount
    }

    /// The names of the columns, as the database gives them.
    public var columnNames: [String] { storage.columnNames }
}

extension Rows: RandomAccessCollection {
    /// Zero.
    @inlinable
    public var startIndex: Int { 0 }
    /// How many rows there are.
    @inlinable
    public var endIndex: Int { storage.rowCount }
    /// The row at `position`, which must be a valid index, as for every collection.
    @inlinable
    public subscript(position: Int) -> Row {
        precondition(position >= 0 && position < storage.rowCount, "row index out of range")
        return Row(storage: storage, index: position)
    }
}
