public import FoundationEssentials

/// A value on its way into a statement.
///
/// The cases are what every driver can send. Your own types become one of them through ``SQLConvertible``.
public enum SQLValue: Sendable, Hashable {
    /// SQL's NULL.
    case null
    /// A truth value.
    case boolean(Bool)
    /// A signed 64-bit integer.
    case integer(Int64)
    /// A 64-bit floating point number.
    case double(Double)
    /// Unicode text.
    case text(String)
    /// Raw bytes.
    case bytes([UInt8])
    /// A universally unique identifier.
    case uuid(UUID)
    /// A point in time, kept to the microsecond.
    case timestamp(Date)
    /// A list of values; all of them of the type, or NULL.
    case array([SQLValue], of: SQLType)
}
