/// A type that a setting can have.
///
/// An enum of text cases needs only to say so:
///
/// ```swift
/// enum Theme: String, CaseIterable, SettingValue { case light, dark }
/// ```
public protocol SettingValue: Sendable {
    /// What a value looks like, after the words "must be": "a whole number".
    static var settingDescription: String { get }
    /// Stands for a value that is missing or wrong while the others are read; the application never sees it.
    static var settingPlaceholder: Self { get }
    /// Reads a value from the text that a source holds.
    init?(setting text: String)
    /// The value as a source would hold it.
    var settingText: String { get }
}

extension SettingValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    /// The cases.
    public static var settingDescription: String {
        "one of " + allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// The first case. An enum without cases has no values, and cannot be a setting.
    public static var settingPlaceholder: Self { allCases[allCases.startIndex] }

    /// Reads a case by its name, in upper or lower case.
    public init?(setting text: String) {
        guard let match = Self.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
            return nil
        }
        self = match
    }

    /// The case's name.
    public var settingText: String { rawValue }
}
