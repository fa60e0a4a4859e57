/// What happens to rows that reference a row which is deleted, or gets another id.
public enum ReferentialAction: String, Sendable, Hashable {
    /// They prevent it: it fails with the code `foreignKeyViolation`.
    case restrict
    /// They are deleted too, or refer to the new id.
    case cascade
    /// Their reference becomes NULL.
    case setNull = "set null"
    /// Their reference becomes the column's default value.
    case setDefault = "set default"
}
