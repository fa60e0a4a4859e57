/// Pieces of Swift source.
enum SourceText {
    /// Lines in braces after a head.
    static func block(_ head: String, _ lines: [String]) -> String {
        "\(head) {\n\(lines.map(indented).joined(separator: "\n"))\n}"
    }

    static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    \($0)" }
            .joined(separator: "\n")
    }

    /// A string literal.
    static func literal(_ text: String) -> String {
        text.allSatisfy { $0 != "\"" && $0 != "\\" && !$0.isNewline } ? "\"\(text)\"" : "#\"\(text)\"#"
    }
}
