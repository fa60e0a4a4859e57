import Configuration

/// Where settings are looked for; the first source that has one wins.
struct SettingsSources: Sendable {
    struct Source: Sendable {
        let name: String
        let provider: any ConfigProvider
    }

    private let sources: [Source]

    init(_ sources: [Source]) {
        self.sources = sources
    }

    /// No source at all: reading finds out which settings there are.
    static let none = SettingsSources([])

    /// The text of a setting and the name of the source that has it. An empty text counts as not set.
    func find(_ key: SettingKey) -> (text: String, source: String)? {
        for source in sources {
            if let text = Self.text(of: key, in: source.provider), !text.isEmpty { return (text, source.name) }
        }
        return nil
    }

    /// The same sources, for packages that read their configuration themselves.
    var reader: ConfigReader {
        ConfigReader(providers: sources.map(\.provider) + [InMemoryProvider(name: "none", values: [:])])
    }

    /// Files have types of their own; every setting reads its value from text, so that one rule holds for all sources.
    private static func text(of key: SettingKey, in provider: any ConfigProvider) -> String? {
        for type in [ConfigType.string, .int, .double, .bool, .stringArray] {
            guard let value = try? provider.value(forKey: key.absolute, type: type).value else { continue }
            switch value.content {
            case .string(let text): return text
            case .int(let number): return number.description
            case .double(let number): return number.description
            case .bool(let flag): return flag.description
            case .stringArray(let texts): return texts.joined(separator: ",")
            default: continue
            }
        }
        return nil
    }
}
