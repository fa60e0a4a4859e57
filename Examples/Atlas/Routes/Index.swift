import Apus

/// What the atlas has, for somebody who opens its root.
struct Index: JSONEncodable, Sendable {
    private static let collections: [StaticString] = [
        "/countries", "/subdivisions", "/languages", "/currencies", "/scripts", "/timezones", "/places",
    ]

    func encode(to json: inout JSONWriter) throws(JSONError) {
        json.beginObject()
        json.key("name")
        json.string("Atlas")
        json.key("collections")
        json.beginArray()
        for collection in Self.collections { json.string(collection.description) }
        json.endArray()
        json.endObject()
    }
}
