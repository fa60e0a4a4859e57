import Configuration

/// The key of a setting, and how each kind of source spells it.
struct SettingKey: Hashable, Sendable {
    /// As declared: `uploads.max-size`.
    let name: String

    init(_ name: String) {
        self.name = name
    }

    var absolute: AbsoluteConfigKey {
        AbsoluteConfigKey(name.split(separator: ".").map(String.init))
    }

    /// As in the environment: `UPLOADS_MAX_SIZE`.
    var variable: String {
        String(name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }

    /// As on the command line: `--uploads-max-size`.
    var option: String {
        "--" + name.map { $0 == "." ? "-" : String($0) }.joined()
    }
}
