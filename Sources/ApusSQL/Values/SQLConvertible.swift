/// A type whose values can be stored in a column.
///
/// The standard library's integers, `Bool`, `Double`, `Float`, `String`, `[UInt8]`, `Date` and `UUID` conform, so does
/// an `Optional` of any conforming type, and a raw-representable enum gets its conformance for free:
///
/// ```swift
/// enum Status: String, SQLConvertible { case draft, published }
/// ```
public protocol SQLConvertible: Sendable {
    /// The type itself or, of an optional one, what it wraps: two expressions can be compared when theirs is the same.
    associatedtype NonNull: SQLConvertible = Self

    /// The type of a column that holds such values.
    static var sqlType: SQLType { get }

    /// Whether such a column may hold NULL. Only `Optional` says yes.
    static var isNullable: Bool { get }

    /// Reads a value out of one cell of a result.
    ///
    /// - Throws: ``DatabaseError`` with the code `decodingFailed` when the cell holds something else.
    init(cell: borrowing Cell) throws(DatabaseError)

    /// The value to bind.
    var sqlValue: SQLValue { get }
}

extension SQLConvertible {
    /// A column of a type that is not optional holds no NULL.
    @inlinable
    public static var isNullable: Bool { false }
}
