/// Where the values of an id come from.
public enum IDSource: Sendable, Hashable {
    /// The database numbers the rows. What a new model holds there is ignored; inserting returns the model with its number.
    case generated
}
