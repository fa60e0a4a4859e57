/// One row of a result.
public struct Row: Sendable {
    @usableFromInline let storage: any RowStorage
    @usableFromInline let index: Int
    /// How many columns there are.
    public let columnCount: Int

    @inlinable
    init(storage: any RowStorage, index: Int) {
        self.storage = storage
        self.index = index
        columnCount = storage.columnCount
    }

    /// Reads the value of a column by its position. This is the fast way.
    ///
    /// - Parameters:
    ///   - type: The type to read, where it does not follow from the context.
    ///   - column: The position, from zero.
    /// - Throws: ``DatabaseError`` with the code `decodingFailed` when there is no such column or it holds something else.
    @inlinable
    public func decode<Value: SQLConvertible>(
        _ type: Value.Type = Value.self,
        at column: Int
    ) throws(DatabaseError) -> Value {
        guard column >= 0, column < columnCount else { throw Cell.missingColumn(column, of: storage) }
        return try Value(cell: Cell(storage: storage, row: index, column: column))
    }

    /// Whether a column holds NULL.
    ///
    /// - Parameter column: The position, from zero.
    /// - Throws: ``DatabaseError`` with the code `decodingFailed` when there is no such column.
    @inlinable
    public func isNull(at column: Int) throws(DatabaseError) -> Bool {
        guard column >= 0, column < columnCount else { throw Cell.missingColumn(column, of: storage) }
        return Cell(storage: storage, row: index, column: column).isNull
    }

    /// Reads the value of a column by its name. Costs a search through the names.
    ///
    /// - Parameters:
    ///   - name: The column's name, as the database gives it.
    ///   - type: The type to read, where it does not follow from the context.
    /// - Throws: ``DatabaseError`` with the code `decodingFailed` when there is no such column or it holds something else.
    public func decode<Value: SQLConvertible>(
        _ name: String,
        as type: Value.Type = Value.self
    ) throws(DatabaseError) -> Value {
        guard let column = storage.columnNames.firstIndex(of: name) else {
            throw DatabaseError(.decodingFailed, message: "the result has no column \"\(name)\"")
        }
        return try decode(at: column)
    }
}
