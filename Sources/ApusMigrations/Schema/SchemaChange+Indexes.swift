public import ApusModel
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
        createIndex(on: table, .columns(columns), isUnique: isUnique, where: nil, name: name)
    }

    /// Creates an index that a model has besides those of single columns, or an index like one; see ``TableIndex``.
    ///
    /// - Parameters:
    ///   - index: The index.
    ///   - table: The table.
    public mutating func createIndex(_ index: TableIndex, on table: String) {
        createIndex(on: table, index.parts, isUnique: index.isUnique, where: index.condition, name: index.name)
    }

    private mutating func createIndex(
        on table: String,
        _ parts: TableIndex.Parts,
        isUnique: Bool,
        where condition: SQL?,
        name: String?
    ) {
        write { sql in
            sql.append(isUnique ? "create unique index " : "create index ")
            switch parts {
            case .columns(let columns):
                sql.append(identifier: name ?? Self.indexName(table, columns))
                sql.append(" on ")
                sql.append(identifier: table)
                sql.append(" (")
                sql.append(identifiers: columns)
            case .expressions(let expressions):
                sql.append(identifier: name ?? Self.indexName(table, []))
                sql.append(" on ")
                sql.append(identifier: table)
                sql.append(" (")
                for (index, expression) in expressions.enumerated() {
                    sql.append(index == 0 ? "(" : ", (")
                    sql.append(expression)
                    sql.append(")")
                }
            }
            sql.append(")")
            if let condition {
                sql.append(" where ")
                sql.append(condition)
            }
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

extension StatementBuilder {
    /// Appends names, separated by commas.
    mutating func append(identifiers: [String]) {
        for (index, name) in identifiers.enumerated() {
            if index > 0 { append(", ") }
            append(identifier: name)
        }
    }
}
