import Apus

/// A place as a client writes it.
@JSONCodable struct PlaceInput: Validatable {
    var name: String
    var country: String
    var latitude: Double
    var longitude: Double
    var note: String?
    /// The version that the client has read, when it replaces a place.
    var version: Int?

    func validate(_ check: inout Validation) {
        check.notBlank(name, at: "name")
        check.plainText(name, at: "name")
        check.length(of: name, in: 1...80, at: "name")
        check.require(
            country.utf8.count == 2 && country.utf8.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) },
            at: "country",
            code: "pattern",
            message: "must be a code of two letters"
        )
        check.range(of: latitude, in: -90...90, at: "latitude")
        check.range(of: longitude, in: -180...180, at: "longitude")
        check.plainText(note, at: "note")
        check.length(of: note, in: 0...1000, at: "note")
    }
}
