/// Where the values of an id come from.
public enum IDSource: Sendable, Hashable {
    /// An `Int` is the number that the database gives the row; a `UUID` is made when the model is, of version 7. What a new model
    /// holds instead of a number is ignored; inserting returns the model with its number.
    case generated
}
