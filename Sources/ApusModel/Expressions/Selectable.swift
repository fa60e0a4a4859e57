public import ApusSQL

/// What can stand in a query's projection: an expression, all columns of a table, or a record made of expressions.
public protocol Selectable<Value>: Sendable {
    /// What it is read as.
    associatedtype Value: Sendable

    /// Appends the columns that it is read from.
    func append(to list: inout SelectList)

    /// Reads it out of a row.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - column: The position of its first column; afterwards, of the one behind its last column.
    static func decode(_ row: Row, at column: inout Int) throws(DatabaseError) -> Value
}

/// The columns of a query's result.
public struct SelectList: Sendable {
    var nodes: [Node] = []
}
