/// The value of `If-Match` or `If-None-Match`: tags, or any (RFC 9110, sections 13.1.1 and 13.1.2).
public enum EntityTagList: Hashable, Sendable {
    /// `*`: whatever there is.
    case any
    /// These tags.
    case tags([EntityTag])

    /// The most tags that are read of a list.
    private static let limit = 64

    /// Reads a value. An element that is no tag, and what comes after the first 64, is passed over.
    public init(_ text: String) {
        var scanner = FieldScanner(text)
        guard scanner.moveToElement() else {
            self = .tags([])
            return
        }
        if scanner.take("*"), scanner.isAtElementEnd {
            self = .any
            return
        }
        var tags: [EntityTag] = []
        while tags.count < Self.limit, scanner.moveToElement() {
            if let tag = EntityTag(&scanner), scanner.isAtElementEnd {
                tags.append(tag)
            } else {
                scanner.skipElement()
            }
        }
        self = .tags(tags)
    }

    /// Whether `tag` is among these by `comparison`; nil stands for something without a tag.
    func contains(_ tag: EntityTag?, _ comparison: (EntityTag) -> (EntityTag) -> Bool) -> Bool {
        switch self {
        case .any: true
        case .tags(let tags): tag.map { tag in tags.contains { comparison(tag)($0) } } ?? false
        }
    }
}
