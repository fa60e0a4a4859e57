public import ApusSQL

/// The columns that a record is read from, in a query's projection; `@Row` makes the function that builds one.
public struct Projection<Root: Record>: Selectable {
    /// A row of the result.
    public typealias Value = Root

    private let nodes: [Node]

    /// Makes a projection.
    ///
    /// - Parameter columns: What is computed for each of the record's columns, in their order.
    public init(_ columns: [ExpressionTree]) {
        nodes = columns.map(\.node)
    }

    /// Appends all columns.
    public func append(to list: inout SelectList) {
        list.nodes += nodes
    }

    /// Reads all columns.
    public static func decode(_ row: Row, at column: inout Int) throws(DatabaseError) -> Root {
        defer { column += Root.columnNames.count }
        return try Root(row: row, from: column)
    }
}
