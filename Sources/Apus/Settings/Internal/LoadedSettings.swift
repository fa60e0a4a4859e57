import Configuration
import FoundationEssentials

/// Everything that the sources say: read once for each command.
struct LoadedSettings: Sendable {
    let sources: SettingsSources
    let standard: StandardSettings
    /// Every setting that the application has, in the order of their declaration.
    let resolved: [ResolvedSetting]
    /// What is odd but keeps nothing from starting.
    let warnings: [String]

    /// Where a program is started.
    struct Surroundings: Sendable {
        var commandLine = CommandLineSettings([], known: [])
        var environment: [String: String] = [:]
        /// The folder of `.env` and the settings file; nil for none.
        var folder: String?
        /// The name of the settings file, unless one is named.
        var fileName = "config.json"
    }

    /// The settings that an application of this type has, without any source.
    static func declared<App: Application>(by type: App.Type) -> [ResolvedSetting] {
        var reader = SettingsReader(.none)
        _ = StandardSettings(&reader)
        _ = App.Settings(&reader)
        return reader.settings
    }

    /// Reads all sources, and everything that an application asks of them.
    ///
    /// - Throws: ``SettingsError`` with everything that is missing or wrong.
    init<App: Application>(for type: App.Type, _ surroundings: Surroundings) throws {
        let known = Self.declared(by: App.self)
        var mistakes = surroundings.commandLine.mistakes
        var warnings = Self.misspelled(surroundings.environment.keys, known, in: "the environment")
        var sources = [
            Self.source("the command line", surroundings.commandLine.values),
            Self.source("the environment", surroundings.environment),
        ]
        if let bytes = try Self.read(".env", in: surroundings.folder) {
            let (variables, badLines) = DotEnv.parse(String(decoding: bytes, as: UTF8.self))
            mistakes += badLines.map { ".env has no NAME=value in line \($0)." }
            warnings += Self.unknown(variables.keys, known, in: ".env")
            sources.append(Self.source(".env", variables))
        }
        let named = SettingsSources(sources).find(SettingKey("config.file"))?.text
        if let bytes = try Self.read(named ?? surroundings.fileName, in: surroundings.folder, isRequired: named != nil)
        {
            let path = named ?? surroundings.fileName
            let file = try SettingsFile(bytes, path: path)
            mistakes += Self.unknownKeys(of: file, known, path: path)
            let values = file.values.map { (SettingKey($0.key).absolute, $0.value) }
            let provider = InMemoryProvider(
                name: path,
                values: Dictionary(values, uniquingKeysWith: { first, _ in first })
            )
            sources.append(SettingsSources.Source(name: path, provider: provider))
        }

        self.sources = SettingsSources(sources)
        self.warnings = warnings
        var reader = SettingsReader(self.sources)
        standard = StandardSettings(&reader)
        _ = App.Settings(&reader)
        resolved = reader.settings
        mistakes += reader.mistakes
        guard mistakes.isEmpty else { throw SettingsError(mistakes) }
    }

    private static func source(_ name: String, _ variables: [String: String]) -> SettingsSources.Source {
        .init(name: name, provider: EnvironmentVariablesProvider(environmentVariables: variables))
    }

    private static func read(_ name: String, in folder: String?, isRequired: Bool = false) throws -> [UInt8]? {
        guard let folder else { return nil }
        let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
        guard isRequired || FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SettingsError(["The settings file \(name) cannot be read."])
        }
        return Array(data)
    }

    // MARK: - Unknown names

    /// Variables that look like misspelt settings. An environment holds much that is not the application's, so names that are
    /// like no setting are passed over.
    private static func misspelled(_ names: some Sequence<String>, _ known: [ResolvedSetting], in place: String)
        -> [String]
    {
        let variables = Set(known.map(\.key.variable))
        return names.sorted().compactMap { name in
            guard !variables.contains(name), let meant = Misspelling.correction(of: name, among: variables) else {
                return nil
            }
            return "\(name) in \(place) is not a setting: did you mean \(meant)?"
        }
    }

    /// Variables of a file that are no settings: other programs may read it too, so they are not mistakes.
    private static func unknown(_ names: some Sequence<String>, _ known: [ResolvedSetting], in place: String)
        -> [String]
    {
        let variables = Set(known.map(\.key.variable))
        return names.sorted().filter { !variables.contains($0) }.map { name in
            let advice = Misspelling.correction(of: name, among: variables).map { ": did you mean \($0)?" } ?? "."
            return "\(name) in \(place) is not a setting\(advice)"
        }
    }

    private static func unknownKeys(of file: SettingsFile, _ known: [ResolvedSetting], path: String) -> [String] {
        let names = Set(known.map(\.key.name))
        return file.values.keys.sorted().filter { !names.contains($0) }.map { name in
            let advice = Misspelling.correction(of: name, among: names).map { ": did you mean \($0)?" } ?? "."
            return "\(name) in \(path) is not a setting\(advice)"
        }
    }
}
