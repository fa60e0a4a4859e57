/// A list of names with qualities, as `Accept-Encoding` and `Accept-Language` have it: `en, de;q=0.5, *;q=0`.
struct PreferenceList: Hashable, Sendable {
    struct Preference: Hashable, Sendable {
        /// The name, in lower case.
        let name: String
        let quality: Quality
    }

    private(set) var preferences: [Preference] = []

    init(_ text: String) {
        var scanner = FieldScanner(text)
        while preferences.count < AcceptedMediaTypes.elementLimit, scanner.moveToElement() {
            if let preference = Self.preference(&scanner) {
                preferences.append(preference)
            } else {
                scanner.skipElement()
            }
        }
    }

    /// The quality of the first preference whose name `isWanted` accepts.
    func first(where isWanted: (String) -> Bool) -> Quality? {
        preferences.first { isWanted($0.name) }?.quality
    }

    private static func preference(_ scanner: inout FieldScanner) -> Preference? {
        guard let name = scanner.token() else { return nil }
        var quality = Quality.full
        if let parameter = scanner.parameter() {
            guard parameter.name == "q", let value = Quality(parameter.value) else { return nil }
            quality = value
        }
        guard scanner.isAtElementEnd else { return nil }
        return Preference(name: name.lowercased(), quality: quality)
    }
}
