import Apus

/// A province, state, region or the like, of ISO 3166-2; many are parts of others.
@Model
struct Subdivision {
    /// The country's code and the subdivision's own, as in "FI-18".
    @ID var code: String
    @References(Country.self) @Indexed var country: String
    /// The subdivision that this one is part of.
    @References(Subdivision.self, onDelete: .setNull) @Indexed var parent: String?
    var name: String
    /// What the country calls such a subdivision, in English: "Province".
    @Indexed var type: String
    @Hidden var searchText: String
}
