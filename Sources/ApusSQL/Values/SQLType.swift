/// The kind of a column, as a schema declares it; each ``Dialect`` has its own name for it.
public enum SQLType: Sendable, Hashable {
    /// True or false.
    case boolean
    /// A signed 64-bit integer.
    case integer
    /// A 64-bit floating point number.
    case double
    /// A decimal number that keeps every digit.
    case decimal
    /// Unicode text of any length, ordered by its UTF-8 bytes on every database.
    case text
    /// Raw bytes.
    case bytes
    /// A universally unique identifier.
    case uuid
    /// A point in time, kept to the microsecond.
    case timestamp
    /// A day of the calendar.
    case date
    /// A time of the day, kept to the microsecond.
    case time
    /// A day and a time of the day without a time zone, kept to the microsecond.
    case localTimestamp
    /// A span of time in months, days and microseconds.
    case interval
    /// A JSON document.
    case json
    /// An address of the internet protocol, with its network where it has one.
    case inet
    /// A range of values of a type.
    indirect case range(SQLType)
    /// A list of values of a type.
    indirect case array(SQLType)
    /// A type that the database has or was given; databases that do not know it keep the other one.
    indirect case named(String, otherwise: SQLType)
}
