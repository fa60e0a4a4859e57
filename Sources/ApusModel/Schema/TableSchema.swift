/// What a ``Model`` says about its table: what queries, migrations and tools read.
public struct TableSchema: Sendable {
    /// The table's name.
    public let name: String
    /// Its columns, in the order of the model's values.
    public let columns: [ColumnSchema]
    /// The primary key's position in ``columns``.
    let identifierIndex: Int
    let statements = StatementCache()

    /// Describes a table.
    ///
    /// - Parameters:
    ///   - name: The table's name.
    ///   - columns: Its columns, in the order in which the model reads and appends its values. One of them is the
    ///     `.identifier`.
    public init(_ name: String, columns: [ColumnSchema]) {
        let identifierIndex = columns.firstIndex { $0.isIdentifier }
        precondition(identifierIndex != nil, "table \(name): one column must have the trait .identifier")
        self.name = name
        self.columns = columns
        self.identifierIndex = identifierIndex ?? 0
    }

    /// The primary key.
    public var identifier: ColumnSchema { columns[identifierIndex] }
}
