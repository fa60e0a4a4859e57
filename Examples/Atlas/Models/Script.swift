import Apus

/// A script of ISO 15924.
@Model
struct Script {
    /// The four-letter code.
    @ID var code: String
    @Indexed var numeric: String
    @Indexed var name: String
    @Hidden var searchText: String
}
