import ApusSQL

extension SchemaChange {
    /// Creates an index.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - columns: The columns that it finds rows by, in their order.
    ///   - isUnique: Whether no two rows may have the same values in all of them.
    ///   - name: Its name; without one, of the table and the columns: `country_region_name_index`.
    public mutating func createIndex(
        on table: String,
        _ columns: String...,
        isUnique: Bool = false,
        name: String? = nil
    ) {
        write { sql in
            sql.append(isUnique ? "create unique index " : "create index ")
            sql.append(identifier: name ?? Self.indexName(table, columns))
            sql.append(" on ")
            sql.append(identifier: table)
            sql.append(" (")
            for (index, column) in columns.enumerated() {
                if index > 0 { sql.append(", ") }
                sql.append(identifier: column)
            }
            sql.append(")")
        }
    }

    /// Drops an index that was created without a name.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - columns: The index's columns, in their order.
    public mutating func dropIndex(on table: String, _ columns: String...) {
        dropIndex(Self.indexName(table, columns))
    }

    /// Drops an index.
    ///
    /// - Parameter name: Its name.
    public mutating func dropIndex(_ name: String) {
        write { sql in
            sql.append("drop index ")
            sql.append(identifier: name)
        }
    }

    private static func indexName(_ table: String, _ columns: [String]) -> String {
        "\(table)_\(columns.joined(separator: "_"))_index"
    }
}
