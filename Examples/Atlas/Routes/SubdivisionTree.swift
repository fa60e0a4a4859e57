import Apus

/// The subdivisions of a country, each with those that are part of it.
struct SubdivisionTree: JSONEncodable, Sendable {
    struct Node: JSONEncodable, Sendable {
        let subdivision: Subdivision
        let children: [Node]

        func encode(to json: inout JSONWriter) throws(JSONError) {
            json.beginObject()
            json.key("code")
            json.string(subdivision.code)
            json.key("country")
            json.string(subdivision.country)
            json.key("parent")
            try subdivision.parent.encode(to: &json)
            json.key("name")
            json.string(subdivision.name)
            json.key("type")
            json.string(subdivision.type)
            json.key("children")
            try children.encode(to: &json)
            json.endObject()
        }
    }

    let roots: [Node]
    let total: Int

    /// Makes a tree of all subdivisions of one country, keeping their order among siblings.
    init(of subdivisions: [Subdivision]) {
        let families = Dictionary(grouping: subdivisions, by: \.parent)
        roots = Self.nodes(under: nil, families)
        total = subdivisions.count
    }

    /// The part of the tree below one subdivision.
    static func node(_ subdivision: Subdivision, of subdivisions: [Subdivision]) -> Node {
        let families = Dictionary(grouping: subdivisions, by: \.parent)
        return Node(subdivision: subdivision, children: nodes(under: subdivision.code, families))
    }

    private static func nodes(under parent: String?, _ families: [String?: [Subdivision]]) -> [Node] {
        // The import has made sure that there is no circle.
        (families[parent] ?? []).map { Node(subdivision: $0, children: nodes(under: $0.code, families)) }
    }

    func encode(to json: inout JSONWriter) throws(JSONError) {
        json.beginObject()
        json.key("items")
        try roots.encode(to: &json)
        json.key("total")
        json.integer(total)
        json.endObject()
    }
}
