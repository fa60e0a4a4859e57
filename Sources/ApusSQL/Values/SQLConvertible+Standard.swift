public import FoundationEssentials

extension Bool: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .boolean }
    /// Reads a value out of one cell of a result.
    @inlinable
    public init(cell: borrowing Cell) throws(DatabaseError) {
        guard let value = cell.boolean else { throw cell.mismatch(expected: "a boolean") }
        self = value
    }
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .boolean(self) }
}

extension SQLConvertible where Self: FixedWidthInteger {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .integer }
    /// Reads a value out of one cell of a result.
    @inlinable
    public init(cell: borrowing Cell) throws(DatabaseError) {
        guard let integer = cell.integer else { throw cell.mismatch(expected: "an integer") }
        guard let value = Self(exactly: integer) else { throw cell.overflow(of: Self.self) }
        self = value
    }
}

extension Cell {
    /// Apart from the initializer, which is inlined for every cell.
    @inline(never)
    @usableFromInline
    func overflow<Value>(of type: Value.Type) -> DatabaseError {
        mismatch(expected: "an integer that fits \(type)")
    }
}

// Unsigned 64-bit integers are missing on purpose: half of their range fits no column.
extension Int: SQLConvertible {
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension Int8: SQLConvertible {
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension Int16: SQLConvertible {
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension Int32: SQLConvertible {
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension Int64: SQLConvertible {
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .integer(self) }
}
extension UInt8: SQLConvertible {
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension UInt16: SQLConvertible {
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension UInt32: SQLConvertible {
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Double: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .double }
    /// Reads a value out of one cell of a result.
    @inlinable
    public init(cell: borrowing Cell) throws(DatabaseError) {
        guard let value = cell.double else { throw cell.mismatch(expected: "a number") }
        self = value
    }
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .double(self) }
}

extension Float: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .double }
    /// Reads a value out of one cell of a result.
    @inlinable
    public init(cell: borrowing Cell) throws(DatabaseError) {
        self = Float(try Double(cell: cell))
    }
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .double(Double(self)) }
}

extension String: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .text }
    /// Reads a value out of one cell of a result.
    @inlinable
    public init(cell: borrowing Cell) throws(DatabaseError) {
        guard let value = cell.text else { throw cell.mismatch(expected: "text") }
        self = value
    }
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .text(self) }
}

extension UUID: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .uuid }
    /// Reads a value out of one cell of a result.
    @inlinable
    public init(cell: borrowing Cell) throws(DatabaseError) {
        guard let value = cell.uuid else { throw cell.mismatch(expected: "a UUID") }
        self = value
    }
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .uuid(self) }
}

extension Date: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .timestamp }
    /// Reads a value out of one cell of a result.
    @inlinable
    public init(cell: borrowing Cell) throws(DatabaseError) {
        guard let value = cell.timestamp else { throw cell.mismatch(expected: "a timestamp") }
        self = value
    }
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { .timestamp(self) }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    /// What is never NULL.
    public typealias NonNull = Wrapped.NonNull
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { Wrapped.sqlType }
    /// True.
    @inlinable
    public static var isNullable: Bool { true }
    /// Reads a value out of one cell of a result.
    @inlinable
    public init(cell: borrowing Cell) throws(DatabaseError) {
        self = cell.isNull ? nil : try Wrapped(cell: cell)
    }
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension SQLConvertible where Self: RawRepresentable, RawValue: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { RawValue.sqlType }
    /// Reads a value out of one cell of a result.
    @inlinable
    public init(cell: borrowing Cell) throws(DatabaseError) {
        guard let value = Self(rawValue: try RawValue(cell: cell)) else {
            throw cell.mismatch(expected: "a \(Self.self)")
        }
        self = value
    }
    /// The value to bind.
    @inlinable
    public var sqlValue: SQLValue { rawValue.sqlValue }
}
