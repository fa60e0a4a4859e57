import Foundation

/// The public functions that a module adds to `Database`, read from its sources: what a test has to know of.
enum PublicFunctions {
    /// Their names as the documentation writes them, one for each overload: `update(_:set:)`.
    static func ofDatabase() throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let sources = root.appending(path: "Sources/ApusModel")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.allObjects ?? []
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            .flatMap { try names(in: String(contentsOf: $0, encoding: .utf8)) }
    }

    private static func names(in source: String) -> [String] {
        var names: [String] = []
        for part in source.components(separatedBy: "\nextension Database {\n").dropFirst() {
            let body = part.components(separatedBy: "\n}\n")[0]
            for declaration in body.components(separatedBy: "\n    public func ").dropFirst() {
                names.append(name(of: declaration))
            }
        }
        return names
    }

    /// The name of the function whose declaration a text begins with.
    private static func name(of declaration: String) -> String {
        let base = declaration.prefix { $0.isLetter }
        let parameters = list(in: declaration.dropFirst(base.count), after: "(")
        let labels = parameters.map { parameter in
            let words = parameter.split(whereSeparator: \.isWhitespace).drop { $0.hasPrefix("@") }
            return String(words.first ?? "").replacing(":", with: "") + ":"
        }
        return "\(base)(\(labels.joined()))"
    }

    /// The parts of a list, separated by commas, up to the parenthesis that ends it.
    private static func list(in text: Substring, after opening: Character) -> [Substring] {
        var parts: [Substring] = []
        var depth = 0
        var start: Substring.Index?
        var previous: Character = " "
        for index in text.indices {
            let character = text[index]
            defer { previous = character }
            switch character {
            case "(", "[", "{", "<":
                // What stands in angle brackets before the list are the function's type parameters.
                if start == nil, depth == 0, character == opening {
                    start = text.index(after: index)
                } else {
                    depth += 1
                }
            case ")" where depth == 0:
                if let start { parts.append(text[start..<index]) }
                return parts
            case ")", "]", "}": depth -= 1
            case ">" where previous != "-": depth -= 1
            case ",":
                guard depth == 0, let first = start else { continue }
                parts.append(text[first..<index])
                start = text.index(after: index)
            default: break
            }
        }
        return parts
    }
}
