/// Names of files that are safe within a folder, made of any text.
enum SafeFilename {
    /// The most bytes of a name, as usual file systems have it.
    private static let maximumBytes = 255

    /// What Windows has for itself, with any extension.
    private static let devices = Set(
        ["CON", "PRN", "AUX", "NUL"] + (0...9).flatMap { ["COM\($0)", "LPT\($0)"] }
    )

    /// The last part of a path without what systems or people could be misled by; `file` when nothing is left.
    static func make(of text: String) -> String {
        let path = Array(text.unicodeScalars).split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
        var scalars = String.UnicodeScalarView()
        for scalar in path.last ?? [] where isVisible(scalar) {
            scalars.append("<>:\"|?*".unicodeScalars.contains(scalar) ? "_" : scalar)
        }
        let trimmed = scalars.trimmed
        guard !trimmed.isEmpty else { return "file" }
        let base = trimmed.prefix { $0 != "." }
        return shortened(devices.contains(base.uppercased()) ? "_" + trimmed : trimmed)
    }

    /// Control characters end lines; format characters turn the direction of writing, so that `gpj.exe` looks like a picture.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
        default: true
        }
    }

    /// Cuts a name that is too long before its extension.
    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > maximumBytes else { return name }
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        let fileExtension = name[dot...].utf8.count <= 20 ? name[dot...] : ""
        var base = name[..<dot]
        while base.utf8.count + fileExtension.utf8.count > maximumBytes { base.unicodeScalars.removeLast() }
        return String(base) + fileExtension
    }
}

extension String.UnicodeScalarView {
    /// The text without dots at its beginning, dots at its end, and white space at both.
    fileprivate var trimmed: String {
        func isTrimmed(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar.properties.isWhitespace }
        guard let first = firstIndex(where: { !isTrimmed($0) }), let last = lastIndex(where: { !isTrimmed($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
