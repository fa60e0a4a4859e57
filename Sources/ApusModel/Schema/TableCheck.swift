public import ApusSQL

/// What holds for every row of a table. A row for which it does not is refused with the code `checkViolation`.
public struct TableCheck: Sendable {
    /// The constraint's name, which the error has.
    public let name: String
    /// The condition.
    public let condition: SQL

    /// Describes a check.
    ///
    /// - Parameters:
    ///   - name: The constraint's name.
    ///   - condition: The condition, without interpolated values. Where it is NULL the row is let through.
    public init(_ name: String, _ condition: SQL) {
        self.name = name
        self.condition = condition
    }
}
