/// What is about to happen to a model; see ``Model/willSave(_:)``.
public enum SaveEvent: Sendable, Hashable {
    /// It becomes a row.
    case insert
    /// Its row changes.
    case update
}
