/// The elements of an array or range as text: PostgreSQL's `{1,NULL,"a b"}` and `[1,5)`, or JSON's `[1,null,"a b"]`.
@usableFromInline
struct ArrayElements {
    /// The elements; nil for NULL, and for a range's missing bound.
    @usableFromInline let texts: [String?]

    /// Reads an array; nil when it is none, or has arrays within.
    @usableFromInline
    init?(_ text: String) {
        let isJSON = text.hasPrefix("[")
        guard isJSON ? text.hasSuffix("]") : text.hasPrefix("{") && text.hasSuffix("}"),
            let texts = Self.split(text.dropFirst().dropLast(), null: isJSON ? "null" : "NULL", isJSON: isJSON)
        else { return nil }
        self.texts = texts
    }

    /// Reads a range's two bounds.
    init?(range text: String) {
        guard let texts = Self.split(text.dropFirst().dropLast(), null: "", isJSON: false) else { return nil }
        self.texts = texts
    }

    private static func split(_ text: Substring, null: String, isJSON: Bool) -> [String?]? {
        if text.isEmpty { return [] }
        var elements: [String?] = []
        var element = ""
        var wasQuoted = false
        var isQuoted = false
        var rest = text.unicodeScalars
        func finished() -> String? { !wasQuoted && element == null ? nil : element }
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                guard isJSON, let unescaped = jsonEscape(escaped, &rest) else {
                    if isJSON { return nil }
                    element.unicodeScalars.append(escaped)
                    continue
                }
                element.unicodeScalars.append(unescaped)
            case "\"":
                isQuoted.toggle()
                wasQuoted = true
            case "," where !isQuoted:
                elements.append(finished())
                (element, wasQuoted) = ("", false)
            case "{", "[": if isQuoted { element.unicodeScalars.append(scalar) } else { return nil }
            case " " where isJSON && !isQuoted: continue
            default: element.unicodeScalars.append(scalar)
            }
        }
        guard !isQuoted else { return nil }
        return elements + [finished()]
    }

    private static func jsonEscape(
        _ scalar: Unicode.Scalar,
        _ rest: inout Substring.UnicodeScalarView
    ) -> Unicode.Scalar? {
        switch scalar {
        case "\"", "\\", "/": return scalar
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "u":
            let digits = String(Substring(rest.prefix(4)))
            rest = rest.dropFirst(4)
            // Pairs of surrogates are not written by anybody who writes such arrays.
            return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
        default: return nil
        }
    }
}
