/// Reads typed settings by their keys, and takes note of what is missing or wrong.
///
/// A key is words in lower case, put together by dots where they nest and by hyphens within: `uploads.max-size` is
/// `UPLOADS_MAX_SIZE` in the environment and `--uploads-max-size` on the command line.
public struct SettingsReader {
    private let sources: SettingsSources
    private(set) var settings: [ResolvedSetting] = []
    private(set) var mistakes: [String] = []

    init(_ sources: SettingsSources) {
        self.sources = sources
    }

    /// Reads a setting that has a default.
    ///
    /// - Parameters:
    ///   - key: Where it is found.
    ///   - default: The value when no source has it.
    ///   - help: What it is for, in a sentence.
    public mutating func value<Value: SettingValue>(_ key: String, default: Value, help: String) -> Value {
        read(key, help: help, absence: .default(`default`.settingText)) ?? `default`
    }

    /// Reads a setting that must be given.
    ///
    /// - Parameters:
    ///   - key: Where it is found.
    ///   - type: The type of the value.
    ///   - help: What it is for, in a sentence.
    public mutating func value<Value: SettingValue>(
        _ key: String,
        as type: Value.Type = Value.self,
        help: String
    ) -> Value {
        read(key, help: help, absence: .mistake) ?? Value.settingPlaceholder
    }

    /// Reads a setting that may be absent.
    ///
    /// - Parameters:
    ///   - key: Where it is found.
    ///   - type: The type of the value.
    ///   - help: What it is for, in a sentence.
    public mutating func optional<Value: SettingValue>(
        _ key: String,
        as type: Value.Type = Value.self,
        help: String
    ) -> Value? {
        read(key, help: help, absence: .allowed)
    }

    /// Notes a mistake unless a condition holds.
    ///
    /// - Parameters:
    ///   - condition: Whether the value makes sense.
    ///   - key: The key of the setting, which must have been read. Nothing is noted when no source has it.
    ///   - message: What is asked of the value: "must be 1 to 100".
    public mutating func require(_ condition: Bool, _ key: String, _ message: String) {
        guard !condition, let setting = settings.first(where: { $0.key.name == key }), setting.source != nil else {
            return
        }
        mistakes.append("\(setting.label) \(message).")
    }

    private enum Absence {
        case `default`(String)
        case allowed
        case mistake
    }

    private mutating func read<Value: SettingValue>(_ name: String, help: String, absence: Absence) -> Value? {
        let key = SettingKey(name)
        var setting = ResolvedSetting(
            key: key,
            help: help,
            isSecret: Value.self is Secret.Type,
            isSwitch: Value.self is Bool.Type
        )
        if case .default(let text) = absence { setting.defaultText = text }
        if case .mistake = absence { setting.isRequired = true }
        defer { settings.append(setting) }

        guard let found = sources.find(key) else {
            if setting.isRequired { mistakes.append("\(setting.label) is not set. \(help)") }
            return nil
        }
        setting.text = found.text
        setting.source = found.source
        guard let value = Value(setting: found.text) else {
            let given = setting.isSecret ? "" : ", but is \"\(found.text)\""
            mistakes.append("\(setting.label) must be \(Value.settingDescription)\(given) (from \(found.source)).")
            return nil
        }
        return value
    }
}
