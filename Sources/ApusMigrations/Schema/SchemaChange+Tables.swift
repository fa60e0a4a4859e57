public import ApusModel
import ApusSQL

extension SchemaChange {
    /// Creates a model's table as the model is today, with its foreign keys and indexes. The tables that it refers to must
    /// exist.
    public mutating func create<Root: Model>(_ model: Root.Type) {
        create(model, unlessExists: false)
    }

    /// Creates a table.
    ///
    /// ```swift
    /// schema.create(table: "note") {
    ///     $0.column("id", .integer, .generatedPrimaryKey)
    ///     $0.column("text", .text)
    ///     $0.column("country", .text, .nullable, .references("country", "code", onDelete: .setNull))
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - table: The table's name.
    ///   - define: Declares the columns, one at least.
    public mutating func create(table: String, _ define: (inout TableDefinition) -> Void) {
        var definition = TableDefinition()
        define(&definition)
        create(table, definition.columns, unlessExists: false)
    }

    /// Drops a model's table, its rows and indexes.
    public mutating func drop<Root: Model>(_ model: Root.Type) {
        drop(table: Root.schema.name)
    }

    /// Drops a table, its rows and indexes.
    public mutating func drop(table: String) {
        write { sql in
            sql.append("drop table ")
            sql.append(identifier: table)
        }
    }

    /// Gives a table another name. References to it follow; the names of its indexes stay.
    public mutating func rename(table: String, to newName: String) {
        write { sql in
            sql.append("alter table ")
            sql.append(identifier: table)
            sql.append(" rename to ")
            sql.append(identifier: newName)
        }
    }

    mutating func create<Root: Model>(_ model: Root.Type, unlessExists: Bool) {
        let columns = Root.schema.columns.map { ColumnDefinition($0) }
        create(Root.schema.name, columns, checks: Root.checks, unlessExists: unlessExists)
        for index in Root.indexes { createIndex(index, on: Root.schema.name) }
    }

    private mutating func create(
        _ table: String,
        _ columns: [ColumnDefinition],
        checks: [TableCheck] = [],
        unlessExists: Bool
    ) {
        let primaryKey = columns.filter(\.isPrimaryKey)
        write { sql in
            sql.append(unlessExists ? "create table if not exists " : "create table ")
            sql.append(identifier: table)
            sql.append(" (")
            for (index, column) in columns.enumerated() {
                if index > 0 { sql.append(", ") }
                column.append(to: &sql, withPrimaryKey: primaryKey.count == 1)
            }
            if primaryKey.count > 1 {
                sql.append(", primary key (")
                sql.append(identifiers: primaryKey.map(\.name))
                sql.append(")")
            }
            for check in checks {
                sql.append(", constraint ")
                sql.append(identifier: check.name)
                sql.append(" check (")
                sql.append(check.condition)
                sql.append(")")
            }
            sql.append(")")
            sql.append(sql.dialect.tableOptions)
        }
        for column in columns where column.needsIndex(besides: primaryKey) { createIndex(on: table, column.name) }
    }
}
