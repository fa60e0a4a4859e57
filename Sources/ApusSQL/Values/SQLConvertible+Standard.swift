public import FoundationEssentials

extension Bool: SQLConvertible {
    public static var sqlType: SQLType { .boolean }
    @inlinable
    public init(cell: Cell) throws(DatabaseError) {
        guard let value = cell.boolean else { throw cell.mismatch(expected: "a boolean") }
        self = value
    }
    @inlinable
    public var sqlValue: SQLValue { .boolean(self) }
}

extension SQLConvertible where Self: FixedWidthInteger {
    public static var sqlType: SQLType { .integer }
    @inlinable
    public init(cell: Cell) throws(DatabaseError) {
        guard let integer = cell.integer else { throw cell.mismatch(expected: "an integer") }
        guard let value = Self(exactly: integer) else {
            throw cell.mismatch(expected: "an integer that fits \(Self.self)")
        }
        self = value
    }
}

// Unsigned 64-bit integers are missing on purpose: half of their range fits no column.
extension Int: SQLConvertible {
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension Int8: SQLConvertible {
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension Int16: SQLConvertible {
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension Int32: SQLConvertible {
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension Int64: SQLConvertible {
    @inlinable
    public var sqlValue: SQLValue { .integer(self) }
}
extension UInt8: SQLConvertible {
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension UInt16: SQLConvertible {
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension UInt32: SQLConvertible {
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Double: SQLConvertible {
    public static var sqlType: SQLType { .double }
    @inlinable
    public init(cell: Cell) throws(DatabaseError) {
        guard let value = cell.double else { throw cell.mismatch(expected: "a number") }
        self = value
    }
    @inlinable
    public var sqlValue: SQLValue { .double(self) }
}

extension Float: SQLConvertible {
    public static var sqlType: SQLType { .double }
    @inlinable
    public init(cell: Cell) throws(DatabaseError) {
        self = Float(try Double(cell: cell))
    }
    @inlinable
    public var sqlValue: SQLValue { .double(Double(self)) }
}

extension String: SQLConvertible {
    public static var sqlType: SQLType { .text }
    @inlinable
    public init(cell: Cell) throws(DatabaseError) {
        guard let value = cell.text else { throw cell.mismatch(expected: "text") }
        self = value
    }
    @inlinable
    public var sqlValue: SQLValue { .text(self) }
}

extension [UInt8]: SQLConvertible {
    public static var sqlType: SQLType { .bytes }
    @inlinable
    public init(cell: Cell) throws(DatabaseError) {
        guard let value = cell.bytes else { throw cell.mismatch(expected: "bytes") }
        self = value
    }
    @inlinable
    public var sqlValue: SQLValue { .bytes(self) }
}

extension UUID: SQLConvertible {
    public static var sqlType: SQLType { .uuid }
    @inlinable
    public init(cell: Cell) throws(DatabaseError) {
        guard let value = cell.uuid else { throw cell.mismatch(expected: "a UUID") }
        self = value
    }
    @inlinable
    public var sqlValue: SQLValue { .uuid(self) }
}

extension Date: SQLConvertible {
    public static var sqlType: SQLType { .timestamp }
    @inlinable
    public init(cell: Cell) throws(DatabaseError) {
        guard let value = cell.timestamp else { throw cell.mismatch(expected: "a timestamp") }
        self = value
    }
    @inlinable
    public var sqlValue: SQLValue { .timestamp(self) }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    public static var sqlType: SQLType { Wrapped.sqlType }
    @inlinable
    public static var isNullable: Bool { true }
    @inlinable
    public init(cell: Cell) throws(DatabaseError) {
        self = cell.isNull ? nil : try Wrapped(cell: cell)
    }
    @inlinable
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension SQLConvertible where Self: RawRepresentable, RawValue: SQLConvertible {
    public static var sqlType: SQLType { RawValue.sqlType }
    @inlinable
    public init(cell: Cell) throws(DatabaseError) {
        guard let value = Self(rawValue: try RawValue(cell: cell)) else {
            throw cell.mismatch(expected: "a \(Self.self)")
        }
        self = value
    }
    @inlinable
    public var sqlValue: SQLValue { rawValue.sqlValue }
}
