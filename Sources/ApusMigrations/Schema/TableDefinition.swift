public import ApusSQL

/// A table as a migration declares it; see ``SchemaChange/create(table:_:)``.
public struct TableDefinition: Sendable {
    private(set) var columns: [ColumnDefinition] = []

    init() {}

    /// Declares a column. It holds no NULL unless it is `.nullable`.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - type: Its type.
    ///   - traits: What is special about it.
    public mutating func column(_ name: String, _ type: SQLType, _ traits: ColumnDefinition.Trait...) {
        columns.append(ColumnDefinition(name, type, traits))
    }
}
