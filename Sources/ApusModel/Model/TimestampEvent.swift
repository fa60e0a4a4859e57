/// When a timestamp is set.
public enum TimestampEvent: Sendable, Hashable {
    /// Once, when the row is inserted.
    case created
    /// When the row is inserted, and at each update.
    case updated
}
