public import ApusJSON

extension Page: Encodable, JSONEncodable where Item: JSONEncodable {
    /// Writes the page as an object with `items`, `total`, `page` and `limit`.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.beginObject()
        json.key("items")
        try items.encode(to: &json)
        json.key("total")
        json.integer(total)
        json.key("page")
        json.integer(page)
        json.key("limit")
        json.integer(limit)
        json.endObject()
    }
}
