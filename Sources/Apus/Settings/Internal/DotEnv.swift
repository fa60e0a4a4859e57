/// The file `.env`: a variable a line, as in a shell.
enum DotEnv {
    /// Reads `NAME=value` lines. `export` before the name, quotes around the value and comments are allowed; other lines are
    /// mistakes, reported by their numbers.
    static func parse(_ text: String) -> (variables: [String: String], mistakes: [Int]) {
        var variables: [String: String] = [:]
        var mistakes: [Int] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            var line = line.trimmingBlanks
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("export ") { line = line.dropFirst("export ".count).trimmingBlanks }
            guard let equals = line.firstIndex(of: "="), isName(line[..<equals]),
                let value = value(line[line.index(after: equals)...])
            else {
                mistakes.append(index + 1)
                continue
            }
            variables[String(line[..<equals])] = value
        }
        return (variables, mistakes)
    }

    private static func isName(_ name: Substring) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }

    /// The value without its quotes, or up to a comment; nil when a quote is not closed.
    private static func value(_ text: Substring) -> String? {
        let text = text.trimmingBlanks
        for quote in ["\"", "'"] as [Character] where text.first == quote {
            let inner = text.dropFirst()
            guard let end = inner.firstIndex(of: quote) else { return nil }
            let rest = inner[inner.index(after: end)...].trimmingBlanks
            return rest.isEmpty || rest.hasPrefix("#") ? String(inner[..<end]) : nil
        }
        guard let comment = text.firstRange(of: " #") else { return text }
        return text[..<comment.lowerBound].trimmingBlanks
    }
}
