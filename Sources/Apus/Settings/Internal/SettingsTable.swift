/// Shows settings to people, a line each, in columns.
enum SettingsTable {
    static func text(_ settings: [ResolvedSetting]) -> String {
        let rows = settings.map { [$0.label, $0.shownValue.isEmpty ? "-" : $0.shownValue, $0.source ?? "default"] }
        let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { text, width in text + String(repeating: " ", count: width - text.count) }
            return (cells + [row[2]]).joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
