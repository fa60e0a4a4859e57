public import FoundationEssentials

/// Where a migration stands in a database.
public struct MigrationStatus: Sendable, Hashable {
    /// Where a migration can stand.
    public enum State: String, Sendable, Hashable {
        /// It was applied.
        case applied
        /// It will be applied next time.
        case pending
        /// It was applied, and says something else now.
        case edited
        /// It was applied, and is not in the program.
        case missing
        /// It was not applied, and comes before one that was.
        case outOfOrder = "out of order"
    }

    /// The migration's name.
    public let name: String
    /// Where it stands.
    public let state: State
    /// When it was applied.
    public let appliedAt: Date?
}

extension MigrationStatus: CustomStringConvertible {
    /// The status in one line: `applied  2026-11-23-create-notes  2026-11-23T06:00:00Z`.
    public var description: String {
        let state = state.rawValue + String(repeating: " ", count: max(0, 14 - state.rawValue.count))
        return appliedAt.map { "\(state)\(name)  \($0.formatted(.iso8601))" } ?? state + name
    }
}
