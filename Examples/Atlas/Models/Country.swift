import Apus

/// A country of ISO 3166-1.
@Model
struct Country {
    /// The two-letter code.
    @ID var code: String
    @Indexed var alpha3: String
    @Indexed var numeric: String
    @Indexed var name: String
    var officialName: String?
    var commonName: String?
    var flag: String
    @Hidden var searchText: String
}
