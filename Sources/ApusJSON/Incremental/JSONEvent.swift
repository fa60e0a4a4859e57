/// A piece of a document, in the order in which it is written.
public enum JSONEvent: Sendable, Hashable {
    /// `{`
    case beginObject
    /// A key; its value comes next.
    case key(String)
    /// `}`
    case endObject
    /// `[`
    case beginArray
    /// `]`
    case endArray
    /// A value that is neither object nor array.
    case value(JSONValue)
}
