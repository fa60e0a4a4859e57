/// The two spellings of a name, with Foundation's results.
enum SnakeCase {
    /// `fooBar` → `foo_bar`, `myURLProperty` → `my_url_property`.
    static func snakeCase(ofCamelCase name: String) -> String {
        let letters = Array(name)
        var result = ""
        for (position, letter) in letters.enumerated() {
            if letter.isUppercase, position > 0, beginsWord(letters, at: position) { result += "_" }
            result += letter.lowercased()
        }
        return result
    }

    /// A capital begins a word after a letter that is none, when it is the last of several before one that is none, and as
    /// the second letter.
    private static func beginsWord(_ letters: [Character], at position: Int) -> Bool {
        guard position > 1, letters[position - 1].isUppercase else { return true }
        return position + 1 < letters.count && letters[position + 1].isLowercase
    }

    /// `foo_bar` → `fooBar`. Underscores at both ends stay.
    static func camelCase(ofSnakeCase key: String) -> String {
        guard let first = key.firstIndex(where: { $0 != "_" }), let last = key.lastIndex(where: { $0 != "_" }) else {
            return key
        }
        let end = key.index(after: last)
        let words = key[first..<end].split(separator: "_")
        guard words.count > 1 else { return key }
        let joined = words[0].lowercased() + words.dropFirst().map(\.capitalised).joined()
        return key[..<first] + joined + key[end...]
    }
}

extension Substring {
    fileprivate var capitalised: String {
        var result = ""
        var followsLetter = false
        for letter in self {
            result += followsLetter ? letter.lowercased() : letter.uppercased()
            followsLetter = letter.isLetter
        }
        return result
    }
}
