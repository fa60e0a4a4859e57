/// A setting that nobody may read: it never shows its value when it is printed, logged, dumped or interpolated, `config`
/// leaves it out, and it is refused on the command line, which every user of the machine can read.
public struct Secret: SettingValue, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The value itself.
    public let value: String

    /// Makes a secret.
    ///
    /// - Parameter value: The value.
    public init(_ value: String) {
        self.value = value
    }

    /// `<secret>`.
    public var description: String { "<secret>" }
    /// `<secret>`.
    public var debugDescription: String { "<secret>" }
    /// No members.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Any text.
    public static var settingDescription: String { "text" }
    /// An empty secret.
    public static var settingPlaceholder: Secret { Secret("") }
    /// Takes the text.
    public init?(setting text: String) { self.init(text) }
    /// `<secret>`.
    public var settingText: String { description }
}
