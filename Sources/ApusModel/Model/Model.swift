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
public protocol Model: Identifiable, Sendable where ID: SQLConvertible {
    /// What a query's closures get: a ``Column`` for every property.
    associatedtype Columns: Sendable

    /// The columns.
    static var columns: Columns { get }

    /// The table. It is asked for at every query, so it should be a stored `static let`.
    static var schema: TableSchema { get }

    /// Reads a model out of a row whose cells from `offset` on are the schema's columns, in their order.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - offset: The position of the first column, from zero.
    /// - Throws: `DatabaseError` with the code `decodingFailed`.
    init(row: Row, from offset: Int) throws(DatabaseError)

    /// Appends the value of every column, in the order of the schema's columns.
    func appendValues(to values: inout [SQLValue])
}
