public import ApusSQL

/// A table as the closures of a query see it: its columns are its members.
@dynamicMemberLookup
public struct Table<Root: Record>: JoinSide {
    /// A row of the table.
    public typealias Value = Root

    let alias: String?

    init(alias: String? = nil) {
        self.alias = alias
    }

    /// A column.
    public subscript<Value>(dynamicMember path: KeyPath<Root.Columns, Column<Root, Value>>) -> Column<Root, Value> {
        var column = Root.columns[keyPath: path]
        column.alias = alias
        return column
    }

    /// The same table, where a join may leave it out.
    public var optional: OptionalTable<Root> { OptionalTable(alias: alias) }

    /// Appends all columns.
    public func append(to list: inout SelectList) {
        let table = alias.map { TableReference.alias($0) } ?? .record(Root.self)
        for name in Root.columnNames { list.nodes.append(.column(table, name)) }
    }

    /// Reads all columns.
    public static func decode(_ row: Row, at column: inout Int) throws(DatabaseError) -> Root {
        defer { column += Root.columnNames.count }
        return try Root(row: row, from: column)
    }
}

/// A table that a join may leave out: all of its columns can be NULL then.
@dynamicMemberLookup
public struct OptionalTable<Root: Record>: JoinSide {
    /// A row of the table, or nil where the join found none.
    public typealias Value = Root?

    let alias: String?

    /// A column.
    public subscript<Value>(dynamicMember path: KeyPath<Root.Columns, Column<Root, Value>>) -> ValueExpression<Value?> {
        ValueExpression(table[dynamicMember: path].tree.node)
    }

    /// A column that can be NULL anyway.
    public subscript<Value>(dynamicMember path: KeyPath<Root.Columns, Column<Root, Value?>>) -> ValueExpression<Value?>
    {
        ValueExpression(table[dynamicMember: path].tree.node)
    }

    private var table: Table<Root> { Table(alias: alias) }

    /// The same.
    public var optional: OptionalTable<Root> { self }

    /// Appends all columns.
    public func append(to list: inout SelectList) {
        table.append(to: &list)
    }

    /// Reads all columns, or nil when all of them are NULL.
    public static func decode(_ row: Row, at column: inout Int) throws(DatabaseError) -> Root? {
        let start = column
        column += Root.columnNames.count
        for index in start..<column where try !row.isNull(at: index) { return try Root(row: row, from: start) }
        return nil
    }
}

/// A table in a join.
public protocol JoinSide: Selectable {
    /// What it is where a join may leave it out.
    associatedtype Nullable: JoinSide
    /// The same table, where a join may leave it out.
    var optional: Nullable { get }
}
