import ApusSQL

/// The texts of the statements that a model's rows are found, inserted, updated and deleted with, one at a time.
final class ModelStatements: Sendable {
    /// All columns of all rows: what every query begins with.
    let select: String
    /// Binds the id.
    let find: String
    /// Binds the id.
    let exists: String
    /// Binds ``insertedColumns``.
    let insert: String
    /// Binds ``updatedColumns``, the id and, with a version, the version.
    let update: String
    /// Binds the id and, with a version, the version.
    let delete: String
    /// Binds the id.
    let deleteByID: String

    /// The positions of the columns that an insert gives values for.
    let insertedColumns: [Int]
    /// The positions of the columns that an update gives values for.
    let updatedColumns: [Int]

    init(_ schema: TableSchema, _ dialect: any Dialect) {
        let columns = schema.columns
        insertedColumns = columns.indices.filter { !columns[$0].isGenerated }
        let changing = columns.indices.filter { !columns[$0].isIdentifier && columns[$0].timestamp != .created }
        // A table of nothing but an id can be updated too; nothing changes then.
        updatedColumns = changing.isEmpty ? schema.identifierIndexes : changing
        let version = schema.versionIndex.map { columns[$0] }

        select = Self.text(dialect) { sql in
            sql.append("select ")
            sql.append(columns)
            sql.append(" from ")
            sql.append(identifier: schema.name)
        }
        find = Self.text(dialect) { [select] sql in
            sql.append(select)
            Self.appendCondition(schema.identifiers, first: 1, to: &sql)
        }
        exists = Self.text(dialect) { sql in
            sql.append("select exists (select 1 from ")
            sql.append(identifier: schema.name)
            Self.appendCondition(schema.identifiers, first: 1, to: &sql)
            sql.append(")")
        }
        insert = Self.text(dialect) { [insertedColumns] sql in
            sql.append("insert into ")
            sql.append(identifier: schema.name)
            if insertedColumns.isEmpty {
                sql.append(" default values")
            } else {
                sql.append(" (")
                sql.append(insertedColumns.map { columns[$0] })
                sql.append(") values (")
                for position in 1...insertedColumns.count {
                    if position > 1 { sql.append(", ") }
                    sql.appendPlaceholder(position)
                }
                sql.append(")")
            }
            sql.append(" returning ")
            sql.append(columns)
        }
        update = Self.text(dialect) { [updatedColumns] sql in
            sql.append("update ")
            sql.append(identifier: schema.name)
            var separator = " set "
            for (index, column) in updatedColumns.enumerated() {
                sql.append(separator)
                sql.append(identifier: columns[column].name)
                sql.append(" = ")
                sql.appendPlaceholder(index + 1)
                separator = ", "
            }
            Self.appendCondition(
                schema.identifiers + (version.map { [$0] } ?? []),
                first: updatedColumns.count + 1,
                to: &sql
            )
            sql.append(" returning ")
            sql.append(columns)
        }
        delete = Self.text(dialect) { sql in
            sql.append("delete from ")
            sql.append(identifier: schema.name)
            Self.appendCondition(schema.identifiers + (version.map { [$0] } ?? []), first: 1, to: &sql)
        }
        deleteByID = Self.text(dialect) { sql in
            sql.append("delete from ")
            sql.append(identifier: schema.name)
            Self.appendCondition(schema.identifiers, first: 1, to: &sql)
        }
    }

    private static func text(_ dialect: any Dialect, _ write: (inout StatementBuilder) -> Void) -> String {
        var builder = StatementBuilder(dialect: dialect)
        write(&builder)
        return builder.sql
    }

    private static func appendCondition(
        _ columns: [ColumnSchema],
        first position: Int,
        to sql: inout StatementBuilder
    ) {
        for (index, column) in columns.enumerated() {
            sql.append(index == 0 ? " where " : " and ")
            sql.append(identifier: column.name)
            sql.append(" = ")
            sql.appendPlaceholder(position + index)
        }
    }
}

extension StatementBuilder {
    /// Appends the placeholder of a value that is bound later.
    mutating func appendPlaceholder(_ position: Int) {
        var text = ""
        dialect.writePlaceholder(position, into: &text)
        append(text)
    }
}
