public import ApusSQL

/// A row of a table as a value.
///
/// ``Model(table:)`` writes the conformance; it can be written by hand as well:
///
/// ```swift
/// struct Language: Model {
///     var id: String
///     var name: String?
///
///     struct Columns: Sendable {
///         let id = Column<Language, String>("id")
///         let name = Column<Language, String?>("name")
///     }
///     static let columns = Columns()
///     static let schema = TableSchema(
///         "language",
///         columns: [ColumnSchema("id", String.self, .identifier), ColumnSchema("name", String?.self)]
///     )
///
///     init(row: Row, from offset: Int) throws(DatabaseError) {
///         id = try row.decode(at: offset)
///         name = try row.decode(at: offset + 1)
///     }
///
///     func appendValues(to values: inout [SQLValue]) {
///         values.append(id.sqlValue)
///         values.append(name.sqlValue)
///     }
/// }
/// ```
public protocol Model: Record, Identifiable where ID: Sendable {
    /// The table. It is asked for at every query, so it should be a stored `static let`.
    static var schema: TableSchema { get }

    /// The table's indexes besides those of single columns, which `@Indexed`, `@Unique` and `@References` make.
    ///
    /// ```swift
    /// static let indexes = [
    ///     TableIndex("region", "name", isUnique: true),
    ///     TableIndex("due", where: "paid_at is null"),
    ///     TableIndex(name: "user_email", expressions: ["lower(email)"], isUnique: true),
    /// ]
    /// ```
    static var indexes: [TableIndex] { get }

    /// What holds for every row, as the database checks it.
    ///
    /// ```swift
    /// static let checks = [TableCheck("positive_total", "total > 0")]
    /// ```
    static var checks: [TableCheck] { get }

    /// Appends the value of every column, in the order of the schema's columns.
    func appendValues(to values: inout [SQLValue])

    /// The values of the primary key's columns, in the order of the schema's columns. Given for an id that is one value.
    static func keyValues(of id: ID) -> [SQLValue]

    /// Called before the model is inserted or updated alone or with others, and may change or refuse it.
    ///
    /// - Parameter event: What is about to happen.
    /// - Throws: `DatabaseError` to refuse; nothing is sent then.
    mutating func willSave(_ event: SaveEvent) throws(DatabaseError)
}

extension Model {
    /// The columns' names.
    public static var columnNames: [String] { schema.columnNames }

    /// The table's name.
    public static var tableName: String? { schema.name }

    /// None.
    public static var indexes: [TableIndex] { [] }

    /// None.
    public static var checks: [TableCheck] { [] }

    /// Changes nothing.
    public mutating func willSave(_ event: SaveEvent) throws(DatabaseError) {}
}

extension Model where ID: SQLConvertible {
    /// The id.
    public static func keyValues(of id: ID) -> [SQLValue] { [id.sqlValue] }
}
