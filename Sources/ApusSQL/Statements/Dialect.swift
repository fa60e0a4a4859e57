/// What is said differently from one database to the next.
///
/// A driver brings its dialect; a query is a value that knows nothing of it until it is written.
public protocol Dialect: Sendable {
    /// The database's name as OpenTelemetry spells it (`db.system.name`): "sqlite", "postgresql".
    var name: String { get }

    /// The most values that one statement can bind.
    var maximumBindings: Int { get }

    /// What is appended to `create table (…)`: " strict" in SQLite.
    var tableOptions: String { get }

    /// A statement that is run first in a transaction which changes the schema, so that two such transactions, also of
    /// two processes, run one after the other; nil where beginning the transaction does so already.
    var schemaLock: SQL? { get }

    /// Appends the placeholder for the value at `position`, counted from one.
    ///
    /// It is called once for each position, in their order, so that a placeholder without a number will do.
    func writePlaceholder(_ position: Int, into sql: inout String)

    /// The name of a column type in `create table`.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - isGenerated: Whether the database numbers the rows itself, as it does for an integer primary key.
    func columnType(_ type: SQLType, isGenerated: Bool) -> String

    /// Appends a condition that is true where the text `subject` contains the text `part`, byte for byte.
    func writeContains(
        _ builder: inout StatementBuilder,
        subject: (inout StatementBuilder) -> Void,
        part: (inout StatementBuilder) -> Void
    )

    /// Appends `subject` with its letters in lower case, by Unicode's rules.
    func writeLowercased(_ builder: inout StatementBuilder, subject: (inout StatementBuilder) -> Void)

    /// How an operation is spelled: text in which `{0}`, `{1}`, … stand for its operands and `{*}` for all of them with
    /// commas between. `{~}` is where the filter and window of an aggregate belong, if not at the end. It must be safe to
    /// put anywhere in an expression.
    ///
    /// - Returns: nil when the database has no such thing; a query that needs it is refused before anything is sent.
    func template(for operation: SQLOperation) -> String?

    /// The name of a type in `cast(… as …)`, where it differs from that of a column.
    func castType(_ type: SQLType) -> String

    /// A `like` pattern in the form that the operation ``SQLOperation/like`` takes.
    func likePattern(_ pattern: String) -> String

    /// Appends the text at a path in a JSON document.
    ///
    /// - Parameters:
    ///   - path: The keys from the outside to the inside, trusted as little as any text.
    ///   - document: Appends the document.
    func writeJSONText(
        _ builder: inout StatementBuilder,
        at path: [String],
        of document: (inout StatementBuilder) -> Void
    )
}

extension Dialect {
    /// Appends `identifier` between double quotes, as SQL's standard has it; a quote in it is doubled, a NUL left out.
    public func quote(_ identifier: String, into sql: inout String) {
        sql += "\""
        for scalar in identifier.unicodeScalars where scalar != "\0" {
            if scalar == "\"" { sql += "\"" }
            sql.unicodeScalars.append(scalar)
        }
        sql += "\""
    }
}
