public import ApusSQL

/// Collects what a migration does: statements in one dialect, and work on the data between them.
public struct SchemaChange: Sendable {
    enum Step: Sendable {
        case statement(Statement)
        case data(String, @Sendable (Database) async throws -> Void)
    }

    private(set) var steps: [Step] = []
    /// The dialect of the database, for what has to be said differently: `if schema.dialect.name == "sqlite" { … }`.
    public let dialect: any Dialect

    /// Starts with nothing.
    ///
    /// - Parameter dialect: The dialect of the database.
    public init(dialect: any Dialect) {
        self.dialect = dialect
    }

    /// The SQL so far, statement by statement; work on data is a comment.
    public var statements: [String] {
        steps.map { step in
            switch step {
            case .statement(let statement): statement.sql
            case .data(let title, _): "-- \(title)"
            }
        }
    }

    /// Runs a statement written by hand.
    ///
    /// - Parameter sql: The statement; interpolated values are bound, which `create` and `alter` statements do not allow.
    public mutating func run(_ sql: SQL) {
        steps.append(.statement(sql.statement(in: dialect)))
    }

    /// Works on the data, after the statements so far and before the ones that follow, in the same transaction.
    ///
    /// - Parameters:
    ///   - title: What is done; with it a migration is recognised, as the code itself cannot be compared.
    ///   - body: Gets the database of the migration's transaction.
    public mutating func data(_ title: String, _ body: @escaping @Sendable (Database) async throws -> Void) {
        steps.append(.data(title, body))
    }

    mutating func write(_ body: (inout StatementBuilder) -> Void) {
        var builder = StatementBuilder(dialect: dialect)
        body(&builder)
        steps.append(.statement(builder.statement(.write)))
    }
}
