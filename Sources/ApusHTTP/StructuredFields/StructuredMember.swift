/// A member of a list or of a dictionary: an item, or a list within it (RFC 9651, section 3.1).
public enum StructuredMember: Hashable, Sendable {
    /// An item.
    case item(StructuredItem)
    /// Items between parentheses, with parameters of their own.
    case innerList([StructuredItem], StructuredMap<StructuredValue>)
}
