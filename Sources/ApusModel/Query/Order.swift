/// What rows are sorted by.
///
/// Rows without a value come last in both directions, on every database, unless ``nullsFirst`` is said.
public struct Order: Sendable, Hashable {
    let column: String
    let isNullable: Bool
    let isDescending: Bool
    var isNullsFirst = false

    init(column: String, isNullable: Bool, isDescending: Bool) {
        self.column = column
        self.isNullable = isNullable
        self.isDescending = isDescending
    }

    /// The same, but rows without a value come first.
    public var nullsFirst: Order {
        var copy = self
        copy.isNullsFirst = true
        return copy
    }
}
