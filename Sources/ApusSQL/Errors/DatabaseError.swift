/// What went wrong in a database, its driver, or on the way there.
///
/// It carries the SQL and the names of the constraint, table and column where they are known, and never a bound value:
/// it can be logged.
public struct DatabaseError: Error, Sendable, Hashable {
    /// What kind of error it is.
    public var code: Code
    /// What happened, in the database's words or the driver's. Holds no value from a statement or a row.
    public var message: String
    /// The five characters of PostgreSQL's SQLSTATE, or SQLite's extended result code in decimal.
    public var state: String?
    /// The statement, with placeholders where its values were.
    public var sql: String?
    /// The constraint that was violated.
    public var constraint: String?
    /// The table concerned.
    public var table: String?
    /// The column concerned.
    public var column: String?

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: What kind of error it is.
    ///   - message: What happened, without any value from a statement or a row.
    ///   - state: The database's own code.
    ///   - sql: The statement, with placeholders.
    ///   - constraint: The constraint that was violated.
    ///   - table: The table concerned.
    ///   - column: The column concerned.
    public init(
        _ code: Code,
        message: String,
        state: String? = nil,
        sql: String? = nil,
        constraint: String? = nil,
        table: String? = nil,
        column: String? = nil
    ) {
        self.code = code
        self.message = message
        self.state = state
        self.sql = sql
        self.constraint = constraint
        self.table = table
        self.column = column
    }
}

extension DatabaseError: CustomStringConvertible {
    /// The error in one line, fit for a log.
    public var description: String {
        var text = "\(code): \(message)"
        if let state { text += " [\(state)]" }
        if let constraint { text += ", constraint \(constraint)" }
        if let table { text += ", table \(table)" }
        if let column { text += ", column \(column)" }
        if let sql { text += ", in: \(sql.count > 500 ? sql.prefix(500) + "…" : sql[...])" }
        return text
    }
}
