/// A value of a structured field (RFC 9651, section 3.3).
public enum StructuredValue: Hashable, Sendable {
    /// A whole number of at most 15 digits.
    case integer(Int)
    /// A number of at most 12 digits before the point and three behind it.
    case decimal(Double)
    /// Text in ASCII without control characters: `"text"`.
    case string(String)
    /// A word: `text/html`, `*`.
    case token(String)
    /// Bytes: `:aGVsbG8=:`.
    case bytes([UInt8])
    /// `?1` or `?0`.
    case boolean(Bool)
    /// A time in seconds since 1970: `@1659578233`.
    case date(Int)
    /// Text in any script: `%"f%c3%bcr"`.
    case displayString(String)
}
