public import ApusJSON

/// A piece of a sorted list, and where the next one begins.
public struct CursorPage<Item> {
    /// The items.
    public var items: [Item]
    /// Where the next piece begins; nil at the end of the list.
    public var next: Cursor?

    /// Makes a page.
    ///
    /// - Parameters:
    ///   - items: The items.
    ///   - next: Where the next piece begins; nil at the end of the list.
    public init(_ items: [Item], next: Cursor?) {
        self.items = items
        self.next = next
    }
}

extension CursorPage: Sendable where Item: Sendable {}
extension CursorPage: Equatable where Item: Equatable {}

extension CursorPage: Encodable, JSONEncodable where Item: JSONEncodable {
    /// Writes the page as an object with `items` and `next`, which is null at the end of the list.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.beginObject()
        json.key("items")
        try items.encode(to: &json)
        json.key("next")
        if let next { try next.description.encode(to: &json) } else { json.null() }
        json.endObject()
    }
}
