public import ApusSQL
public import FoundationEssentials

/// A type that is kept as a number, so that its expressions can be added: the standard library's numbers, `Decimal`, an
/// optional of one, or your own.
public protocol SQLNumber: SQLConvertible {}

extension Int: SQLNumber {}
extension Int16: SQLNumber {}
extension Int32: SQLNumber {}
extension Int64: SQLNumber {}
extension Double: SQLNumber {}
extension Float: SQLNumber {}
extension Decimal: SQLNumber {}
extension Optional: SQLNumber where Wrapped: SQLNumber {}
