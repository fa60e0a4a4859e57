/// What happens to rows that reference a row which is deleted.
public enum ReferentialAction: String, Sendable, Hashable {
    /// They prevent it: deleting fails with the code `foreignKeyViolation`.
    case restrict
    /// They are deleted too.
    case cascade
    /// Their reference becomes NULL.
    case setNull = "set null"
}
