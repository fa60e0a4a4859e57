public import ApusSQL

/// What is particular to SQLite's SQL.
///
/// Booleans are kept as 0 and 1, UUIDs as lower-case text, and timestamps as text of the form
/// `2026-11-23T05:48:00.000000Z`, which sorts in the order of time.
public struct SQLiteDialect: Dialect {
    /// Makes the dialect.
    public init() {}

    /// "sqlite".
    public var name: String { "sqlite" }

    /// SQLite's own default. Some builds, such as Debian's, allow more.
    public var maximumBindings: Int { 32_766 }

    /// " strict": columns refuse values of another type.
    public var tableOptions: String { " strict" }

    /// Nil: every transaction that writes holds the only write lock from its beginning.
    public var schemaLock: SQL? { nil }

    /// Appends "?". SQLite counts these from one too, and compiles thousands of numbered ones a hundred times slower.
    public func writePlaceholder(_ position: Int, into sql: inout String) {
        sql += "?"
    }

    /// The name of a column type in `create table`.
    ///
    /// A generated `integer` primary key is an alias of SQLite's row id. The number of the row with the highest id can be
    /// given out again after that row was deleted; numbers of other rows cannot.
    public func columnType(_ type: SQLType, isGenerated: Bool) -> String {
        switch type {
        case .boolean, .integer: "integer"
        case .double: "real"
        case .bytes: "blob"
        case .named(_, otherwise: let other): columnType(other, isGenerated: isGenerated)
        case .text, .uuid, .timestamp, .decimal, .date, .time, .localTimestamp, .interval, .json, .inet, .range, .array:
            "text"
        }
    }

    /// Appends `instr(subject, part) > 0`.
    public func writeContains(
        _ builder: inout StatementBuilder,
        subject: (inout StatementBuilder) -> Void,
        part: (inout StatementBuilder) -> Void
    ) {
        builder.append("instr(")
        subject(&builder)
        builder.append(", ")
        part(&builder)
        builder.append(") > 0")
    }

    /// Appends `apus_lower(subject)`, a function that every connection of a ``SQLiteDriver`` has; SQLite's own `lower`
    /// knows only ASCII. An index over it can be used by this driver alone, not by other programs.
    public func writeLowercased(_ builder: inout StatementBuilder, subject: (inout StatementBuilder) -> Void) {
        builder.append("apus_lower(")
        subject(&builder)
        builder.append(")")
    }
}
