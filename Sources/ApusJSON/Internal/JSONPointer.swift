/// JSON Pointers (RFC 6901) in text.
enum JSONPointer {
    /// One more step: a slash, and the name with `~` and `/` escaped.
    static func step(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
            return "/" + name
        }
        var step = "/"
        for character in name.unicodeScalars {
            switch character {
            case "~": step += "~0"
            case "/": step += "~1"
            default: step.unicodeScalars.append(character)
            }
        }
        return step
    }

    static func path(_ steps: [any CodingKey]) -> String {
        steps.map { step($0.intValue.map(String.init) ?? $0.stringValue) }.joined()
    }
}
