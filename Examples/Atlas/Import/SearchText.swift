import Foundation

/// What a text search compares: names without case and accents, so that "aland" finds "Åland".
enum SearchText {
    static func fold(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }

    /// The text under which something is found that has several names.
    static func of(_ names: String?...) -> String {
        names.compactMap { $0.map(fold) }.joined(separator: "\n")
    }
}
