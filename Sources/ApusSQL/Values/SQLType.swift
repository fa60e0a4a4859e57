/// The kind of a column, as a schema declares it; each ``Dialect`` has its own name for it.
public enum SQLType: String, Sendable, Hashable {
    /// True or false.
    case boolean
    /// A signed 64-bit integer.
    case integer
    /// A 64-bit floating point number.
    case double
    /// Unicode text of any length, ordered by its UTF-8 bytes on every database.
    case text
    /// Raw bytes.
    case bytes
    /// A universally unique identifier.
    case uuid
    /// A point in time, kept to the microsecond.
    case timestamp
}
