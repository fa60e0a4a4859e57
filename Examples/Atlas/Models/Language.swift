import Apus

/// A language of ISO 639-3.
@Model
struct Language {
    /// The three-letter code.
    @ID var code: String
    /// The two-letter code of ISO 639-1; few languages have one.
    @Indexed var alpha2: String?
    /// The code of ISO 639-2/B, where libraries use another one.
    var bibliographic: String?
    @Indexed var name: String
    var invertedName: String?
    var commonName: String?
    /// I for an individual language, M for a macrolanguage, S for a special code.
    @Indexed var scope: String
    /// L living, E extinct, A ancient, H historical, C constructed, S special.
    @Indexed var type: String
    @Hidden var searchText: String
}
