public import ApusSQL

extension SchemaChange {
    /// Adds a column to a table.
    ///
    /// - Parameters:
    ///   - name: The column's name.
    ///   - type: Its type.
    ///   - traits: What is special about it. Where the table has rows, it must be `.nullable` or have a `.defaultValue`.
    ///   - table: The table.
    public mutating func addColumn(
        _ name: String,
        _ type: SQLType,
        _ traits: ColumnDefinition.Trait...,
        to table: String
    ) {
        addColumn(ColumnDefinition(name, type, traits), to: table)
    }

    /// Removes a column and its values.
    ///
    /// SQLite refuses to remove one that is indexed, unique, the primary key or a reference: drop its index first, or make
    /// a new table and copy the rows.
    public mutating func dropColumn(_ name: String, from table: String) {
        write { sql in
            sql.append("alter table ")
            sql.append(identifier: table)
            sql.append(" drop column ")
            sql.append(identifier: name)
        }
    }

    /// Gives a column another name. Indexes and references follow.
    public mutating func renameColumn(_ name: String, to newName: String, in table: String) {
        write { sql in
            sql.append("alter table ")
            sql.append(identifier: table)
            sql.append(" rename column ")
            sql.append(identifier: name)
            sql.append(" to ")
            sql.append(identifier: newName)
        }
    }

    private mutating func addColumn(_ column: ColumnDefinition, to table: String) {
        write { sql in
            sql.append("alter table ")
            sql.append(identifier: table)
            sql.append(" add column ")
            // SQLite cannot add a unique column, but can make its index.
            column.append(to: &sql, withUnique: false)
        }
        if column.isUnique {
            createIndex(on: table, column.name, isUnique: true)
        } else if column.needsIndex {
            createIndex(on: table, column.name)
        }
    }
}
