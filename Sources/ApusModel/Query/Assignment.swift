import ApusSQL

/// What an update of many rows does to one column; see ``Column/set(to:)``.
public struct Assignment: Sendable {
    enum Change {
        case value(SQLValue)
        case column(String)
        case increment(SQLValue)
    }

    let column: String
    let change: Change
}
