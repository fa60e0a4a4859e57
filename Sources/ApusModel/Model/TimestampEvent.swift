/// When a timestamp is set.
public enum TimestampEvent: Sendable, Hashable {
    /// Once, when the row is inserted.
    case created
    /// When the row is inserted, and at each update.
    case updated
    /// Once, when the model is deleted: the row stays, but queries do not see it any more. The property is a `Date?`.
    case deleted
}
