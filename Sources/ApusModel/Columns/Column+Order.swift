extension Column {
    /// From the least value to the greatest; rows without a value come last. Text is ordered by its UTF-8 bytes.
    public var ascending: Order { Order(column: name, isNullable: Value.isNullable, isDescending: false) }

    /// From the greatest value to the least; rows without a value come last. Text is ordered by its UTF-8 bytes.
    public var descending: Order { Order(column: name, isNullable: Value.isNullable, isDescending: true) }
}
