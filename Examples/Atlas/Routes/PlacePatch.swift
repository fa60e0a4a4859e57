import Apus

/// A change of some members of a place, as a JSON merge patch (RFC 7386): absent members stay, null removes the note.
struct PlacePatch: JSONDecodable {
    let name: String?
    let country: String?
    let latitude: Double?
    let longitude: Double?
    let note: String??
    let version: Int?

    init(from json: borrowing JSONReader) throws(JSONError) {
        var members = try json.members()
        // A null where only the note may have one is a mistake, so it is not read as absent.
        name = members.contains("name") ? members.value("name") : nil
        country = members.contains("country") ? members.value("country") : nil
        latitude = members.contains("latitude") ? members.value("latitude") : nil
        longitude = members.contains("longitude") ? members.value("longitude") : nil
        note = members.contains("note") ? members.value("note") : nil
        version = members.contains("version") ? members.value("version") : nil
        try members.finish()
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
