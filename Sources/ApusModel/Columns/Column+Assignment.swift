import ApusSQL

extension Column {
    /// Gives the column a value in an update of many rows.
    public func set(to value: Value) -> Assignment {
        Assignment(column: name, change: .value(value.sqlValue))
    }

    /// Gives the column the value that another column has.
    public func set(to other: Column) -> Assignment {
        Assignment(column: name, change: .column(other.name))
    }
}

extension Column where Value: Numeric {
    /// Adds to the column in the database, so that no concurrent change is lost.
    ///
    /// - Parameter amount: What to add; it may be negative.
    public func increment(by amount: Value) -> Assignment {
        Assignment(column: name, change: .increment(amount.sqlValue))
    }
}
