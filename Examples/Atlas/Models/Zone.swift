import Apus

/// A time zone of the IANA time zone database.
@Model(table: "time_zone")
struct Zone {
    /// The name, as in "Europe/Helsinki".
    @ID var name: String
    /// Degrees north of the equator.
    var latitude: Double
    /// Degrees east of Greenwich.
    var longitude: Double
    var comment: String?
    @Hidden var searchText: String
}
