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

    /// The path of a value. Only the keys of this library stand for elements of arrays: another key may have a number
    /// as well as its name.
    static func path(_ keys: [any CodingKey]) -> String {
        keys.map { key in step((key as? PathKey)?.intValue.map(String.init) ?? key.stringValue) }.joined()
    }
}
