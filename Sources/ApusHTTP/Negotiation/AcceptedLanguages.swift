/// What a client says in `Accept-Language` (RFC 9110, section 12.5.4).
///
/// ```swift
/// let accepted = AcceptedLanguages("de-AT, en;q=0.7")
/// accepted.best(of: ["en", "de"])                     // "de": the nearest to what was asked for
/// ```
public struct AcceptedLanguages: Hashable, Sendable {
    /// Nil when the client has no preference.
    private let preferences: PreferenceList?

    /// Reads the value of `Accept-Language`.
    ///
    /// An element that cannot be understood is passed over. Of very long lists the first 64 elements are read.
    ///
    /// - Parameter text: The value; nil, and one without any element that is understood, accept everything.
    public init(_ text: String?) {
        let list = text.map { PreferenceList($0) }
        preferences = list?.preferences.isEmpty == false ? list : nil
    }

    /// The one of `candidates` that the client wants most; nil when it wants none.
    ///
    /// For each range of the client, the most wanted first, the lookup of RFC 4647 (section 3.4): `de-AT` finds `de-AT`
    /// or else `de`, and then what is more special, such as `de-CH`. `*` is the first candidate that the client
    /// does not refuse.
    ///
    /// - Parameter candidates: Language tags, the best of the program first.
    public func best(of candidates: [String]) -> String? {
        guard let preferences = preferences?.preferences else { return candidates.first }
        let refused = Set(preferences.filter { $0.quality == .none }.map(\.name))
        let open = candidates.filter { !refused.contains($0.lowercased()) }
        // Equal qualities keep their order: Swift's sort is stable.
        for preference in preferences.sorted(by: { $0.quality > $1.quality }) where preference.quality > .none {
            if preference.name == "*" {
                if let first = open.first { return first }
            } else if let found = Self.lookUp(preference.name, in: open) {
                return found
            }
        }
        return nil
    }

    private static func lookUp(_ range: String, in candidates: [String]) -> String? {
        var subtags = range.split(separator: "-")
        while !subtags.isEmpty {
            let tag = subtags.joined(separator: "-")
            if let found = candidates.first(where: { $0.lowercased() == tag }) { return found }
            if let found = candidates.first(where: { $0.lowercased().hasPrefix(tag + "-") }) { return found }
            subtags.removeLast()
            // A single letter or digit introduces an extension and means nothing at the end.
            if subtags.last?.count == 1 { subtags.removeLast() }
        }
        return nil
    }
}
