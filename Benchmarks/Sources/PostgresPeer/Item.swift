import ApusModel
import Foundation

/// One row of the benchmark's `items` table.
@Model(table: "items")
struct Item {
    @ID var id: Int
    var code: String
    var name: String
    var stock: Int
    var price: Double
    var updatedAt: Date
}

extension Item {
    /// The columns' values, in their order.
    var values: [SQLValue] {
        var values: [SQLValue] = []
        values.reserveCapacity(6)
        appendValues(to: &values)
        return values
    }
}
