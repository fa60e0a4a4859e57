public import ApusSQL

/// A row of a query's result as a value: a ``Model``, or what ``Row()`` makes a record of.
public protocol Record: Sendable {
    /// What a query's closures get: a ``Column`` for every property.
    associatedtype Columns: Sendable

    /// The columns.
    static var columns: Columns { get }

    /// The columns' names, in the order in which they are read. They are asked for at every query, so they should be a
    /// stored `static let`.
    static var columnNames: [String] { get }

    /// The table that the record is a row of; nil when it is none.
    static var tableName: String? { get }

    /// Reads a record out of a row whose cells from `offset` on are its columns, in their order.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - offset: The position of the first column, from zero.
    /// - Throws: `DatabaseError` with the code `decodingFailed`.
    init(row: ApusSQL.Row, from offset: Int) throws(DatabaseError)
}

extension Record {
    /// None.
    public static var tableName: String? { nil }
}
