public import ApusSQL

/// An index of a table: over several columns, over expressions, or over some of the rows.
public struct TableIndex: Sendable {
    /// What rows are found by.
    package enum Parts: Sendable {
        case columns([String])
        case expressions([SQL])
    }

    package let parts: Parts
    package let isUnique: Bool
    package let condition: SQL?
    package let name: String?

    /// Describes an index over columns.
    ///
    /// - Parameters:
    ///   - columns: The columns' names, in their order.
    ///   - isUnique: Whether no two rows may have the same values in all of them.
    ///   - condition: Which rows are in the index, without `where`; without interpolated values. Nil for all.
    ///   - name: Its name; without one, of the table and the columns: `country_region_name_index`.
    public init(_ columns: String..., isUnique: Bool = false, where condition: SQL? = nil, name: String? = nil) {
        parts = .columns(columns)
        self.isUnique = isUnique
        self.condition = condition
        self.name = name
    }

    /// Describes an index over expressions.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - expressions: What rows are found by, without interpolated values.
    ///   - isUnique: Whether no two rows may have the same values in all of them.
    ///   - condition: Which rows are in the index, without `where`; without interpolated values. Nil for all.
    public init(name: String, expressions: [SQL], isUnique: Bool = false, where condition: SQL? = nil) {
        parts = .expressions(expressions)
        self.isUnique = isUnique
        self.condition = condition
        self.name = name
    }
}
