/// A setting, and what the sources say of it.
struct ResolvedSetting: Sendable {
    let key: SettingKey
    let help: String
    let isSecret: Bool
    /// Whether it is on or off, so that its option needs no value.
    let isSwitch: Bool
    var isRequired = false
    var defaultText: String?
    var text: String?
    /// Where the value was found; nil when nowhere.
    var source: String?

    /// What messages call it.
    var label: String { key.variable }

    /// What may be printed of the value in effect.
    var shownValue: String {
        if text != nil { return isSecret ? "<secret>" : text ?? "" }
        return defaultText ?? ""
    }

    /// How help shows it.
    var usage: String {
        let option = isSecret ? "" : isSwitch ? ", \(key.option)" : ", \(key.option) …"
        let absence = isRequired ? " (required)" : defaultText.map { $0.isEmpty ? "" : " (default: \($0))" } ?? ""
        return "\(key.variable)\(option)\n    \(help)\(absence)"
    }
}
