import Apus

/// A change of some members of a place, as a JSON merge patch (RFC 7386): absent members stay, null removes the note.
struct PlacePatch: Decodable {
    let name: String?
    let country: String?
    let latitude: Double?
    let longitude: Double?
    let note: String??
    let version: Int?

    enum CodingKeys: CodingKey {
        case name, country, latitude, longitude, note, version
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        // A null where only the note may have one is a mistake, so it is not read as absent.
        func present<Value: Decodable>(_ type: Value.Type, _ key: CodingKeys) throws -> Value? {
            members.contains(key) ? try members.decode(type, forKey: key) : nil
        }
        name = try present(String.self, .name)
        country = try present(String.self, .country)
        latitude = try present(Double.self, .latitude)
        longitude = try present(Double.self, .longitude)
        note = try present(String?.self, .note)
        version = try present(Int.self, .version)
    }

    /// The place with the changes made.
    func applied(to place: Place) -> PlaceInput {
        PlaceInput(
            name: name ?? place.name,
            country: country ?? place.country,
            latitude: latitude ?? place.latitude,
            longitude: longitude ?? place.longitude,
            note: note ?? place.note,
            version: version
        )
    }
}
