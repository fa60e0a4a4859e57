import Apus

/// A time zone with the codes of its countries.
struct ZoneView: JSONEncodable, Sendable {
    let zone: Zone
    /// The country with the most populous city first, the others by code.
    let countries: [String]

    /// Loads the codes of the countries of all `zones` with one statement, by the names of the zones.
    static func countries(of zones: [Zone], _ db: Database) async throws -> [String: [String]] {
        let links = try await db.all(
            CountryZone.where { $0.zone.in(zones.map(\.name)) }.order { $0.position.ascending }
        )
        return Dictionary(grouping: links, by: \.zone).mapValues { $0.map(\.country) }
    }

    func encode(to json: inout JSONWriter) throws(JSONError) {
        json.beginObject()
        json.key("name")
        json.string(zone.name)
        json.key("countries")
        try countries.encode(to: &json)
        json.key("latitude")
        try json.number(zone.latitude)
        json.key("longitude")
        try json.number(zone.longitude)
        json.key("comment")
        try zone.comment.encode(to: &json)
        json.endObject()
    }
}
