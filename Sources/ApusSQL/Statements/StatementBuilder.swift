/// Writes a statement piece by piece, in one dialect.
public struct StatementBuilder: Sendable {
    /// The text so far.
    public private(set) var sql = ""
    /// The values so far.
    public private(set) var bindings: [SQLValue] = []
    /// The dialect that the text is written in.
    public let dialect: any Dialect

    /// Starts an empty statement.
    ///
    /// - Parameter dialect: The dialect of the database that the statement is for.
    public init(dialect: any Dialect) {
        self.dialect = dialect
        sql.reserveCapacity(128)
    }

    /// Appends text as it is. It must come from the program's own source, never from outside.
    public mutating func append(_ text: String) {
        sql += text
    }

    /// Appends the name of a table, column or the like, quoted.
    public mutating func append(identifier: String) {
        dialect.quote(identifier, into: &sql)
    }

    /// Appends a placeholder, and binds a value to it.
    public mutating func bind(_ value: SQLValue) {
        bindings.append(value)
        dialect.writePlaceholder(bindings.count, into: &sql)
    }

    /// Appends a fragment, its values as placeholders.
    public mutating func append(_ fragment: SQL) {
        for part in fragment.parts {
            switch part {
            case .text(let text): append(text)
            case .identifier(let name): append(identifier: name)
            case .value(let value): bind(value)
            }
        }
    }

    /// The finished statement.
    ///
    /// - Parameter access: What the statement may do.
    public consuming func statement(_ access: Statement.Access) -> Statement {
        Statement(sql: sql, bindings: bindings, access: access)
    }
}
