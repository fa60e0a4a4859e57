import Apus

/// A column of whatever type, as something to sort by.
protocol SortableColumn: Sendable {
    var ascending: Order { get }
    var descending: Order { get }
}

extension Column: SortableColumn {}
