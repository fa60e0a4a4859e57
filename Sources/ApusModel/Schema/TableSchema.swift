/// What a ``Model`` says about its table: what queries, migrations and tools read.
public struct TableSchema: Sendable {
    /// The table's name.
    public let name: String
    /// Its columns, in the order of the model's values.
    public let columns: [ColumnSchema]
    /// The primary key's position in ``columns``.
    let identifierIndex: Int
    /// The position of the column that counts a row's changes.
    let versionIndex: Int?
    /// The positions of the columns that are set when a row is inserted, and of those of them that are set at each update.
    let timestampIndexes: (inserting: [Int], updating: [Int])
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
        versionIndex = columns.firstIndex { $0.isVersion }
        timestampIndexes = (
            columns.indices.filter { columns[$0].timestamp != nil },
            columns.indices.filter { columns[$0].timestamp == .updated }
        )
    }

    /// The primary key.
    public var identifier: ColumnSchema { columns[identifierIndex] }
}
