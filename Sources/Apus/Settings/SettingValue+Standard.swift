public import Logging

extension String: SettingValue {
    /// Any text.
    public static var settingDescription: String { "text" }
    /// No text.
    public static var settingPlaceholder: String { "" }
    /// Takes the text.
    public init?(setting text: String) { self = text }
    /// The text.
    public var settingText: String { self }
}

extension Int: SettingValue {
    /// A whole number.
    public static var settingDescription: String { "a whole number" }
    /// Zero.
    public static var settingPlaceholder: Int { 0 }
    /// Reads a number in decimal digits.
    public init?(setting text: String) { self.init(text) }
    /// The number in decimal digits.
    public var settingText: String { description }
}

extension Double: SettingValue {
    /// A number.
    public static var settingDescription: String { "a number" }
    /// Zero.
    public static var settingPlaceholder: Double { 0 }
    /// Reads a finite number.
    public init?(setting text: String) {
        guard let number = Double(text), number.isFinite else { return nil }
        self = number
    }
    /// The number.
    public var settingText: String { description }
}

extension Bool: SettingValue {
    /// True or false.
    public static var settingDescription: String { "true or false" }
    /// False.
    public static var settingPlaceholder: Bool { false }
    /// Reads true, yes, on or 1, and false, no, off or 0.
    public init?(setting text: String) {
        switch text.lowercased() {
        case "true", "yes", "on", "1": self = true
        case "false", "no", "off", "0": self = false
        default: return nil
        }
    }
    /// True or false.
    public var settingText: String { description }
}

extension Duration: SettingValue {
    private static let units: [(suffix: String, duration: Duration)] = [
        ("ms", .milliseconds(1)), ("s", .seconds(1)), ("m", .seconds(60)), ("h", .seconds(3_600)),
    ]
    /// A century: longer times are mistakes, and this far from what a duration can hold.
    private static let longest = Duration.seconds(36_525 * 86_400)

    /// A time with its unit.
    public static var settingDescription: String { "a time such as 500ms, 30s, 5m or 1h" }
    /// No time.
    public static var settingPlaceholder: Duration { .zero }

    /// Reads a number that is not negative, and its unit: `ms`, `s`, `m` or `h`.
    public init?(setting text: String) {
        guard let unit = Self.units.first(where: { text.hasSuffix($0.suffix) }),
            let count = Double(text.dropLast(unit.suffix.count)), count >= 0,
            count <= Self.longest / unit.duration
        else { return nil }
        self = unit.duration * count
    }

    /// The time in the largest unit that shows it as a whole number.
    public var settingText: String {
        let milliseconds = Int64(self / .milliseconds(1))
        for (suffix, size) in [("h", Int64(3_600_000)), ("m", 60_000), ("s", 1_000)]
        where milliseconds % size == 0 && milliseconds != 0 {
            return "\(milliseconds / size)\(suffix)"
        }
        return milliseconds == 0 ? "0s" : "\(milliseconds)ms"
    }
}

extension [String]: SettingValue {
    /// Texts with commas between them.
    public static var settingDescription: String { "a list with commas between its items" }
    /// An empty list.
    public static var settingPlaceholder: [String] { [] }
    /// Reads the items; blanks around them are dropped, and so are empty ones.
    public init?(setting text: String) {
        self = text.split(separator: ",").map { $0.trimmingBlanks }.filter { !$0.isEmpty }
    }
    /// The items with commas between them.
    public var settingText: String { joined(separator: ",") }
}

extension Logger.Level: SettingValue {}

extension Substring {
    /// The text without the blanks around it.
    var trimmingBlanks: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
        guard let last = lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(self[...last].drop(while: isBlank))
    }
}
