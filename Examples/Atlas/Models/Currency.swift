import Apus

/// A currency of ISO 4217.
@Model
struct Currency {
    /// The three-letter code.
    @ID var code: String
    @Indexed var numeric: String
    @Indexed var name: String
    @Hidden var searchText: String
}
