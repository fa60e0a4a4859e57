import FoundationEssentials

/// Decodes one node of a form.
struct FormDecoder: Decoder {
    let node: FormNode
    let codingPath: [any CodingKey]
    let violations: FormViolations
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ node: FormNode, path: [any CodingKey], _ violations: FormViolations) {
        self.node = node
        codingPath = path
        self.violations = violations
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(FormKeyedContainer(decoder: self))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer {
        if let elements = node.elements { return FormUnkeyedContainer(elements: elements, decoder: self) }
        note("type_mismatch", "must be a list")
        return FormUnkeyedContainer(elements: [], decoder: self)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        FormValueContainer(decoder: self)
    }

    /// The decoder of a member or an element.
    func descend(to key: any CodingKey, _ node: FormNode?) -> FormDecoder {
        FormDecoder(node ?? FormNode(), path: codingPath + [key], violations)
    }

    func note(_ code: String, _ message: String) {
        violations.note(code, message, at: codingPath)
    }

    /// Decodes a value of any type. What throws is noted, and replaced where something is known that fits.
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if type == Date.self, let date = date() as? Value { return date }
        do {
            return try Value(from: self)
        } catch let error as DecodingError {
            if case .dataCorrupted = error {
                note("invalid_value", "has a value that is not possible")
            } else {
                note("type_mismatch", "has the wrong form")
            }
            if let value = (type as? any CaseIterable.Type)?.anyCase as? Value { return value }
            if let value = UUID() as? Value { return value }
            throw error
        }
    }

    /// The one value, which must be there and not be empty unless it is `text`; what is missing is noted.
    func text(_ wording: String, allowsEmpty: Bool = false) -> String? {
        guard node.children.isEmpty, node.values.count < 2 else {
            note("type_mismatch", "must be given once, as \(wording)")
            return nil
        }
        guard let text = node.values.first, allowsEmpty || !text.isEmpty else {
            note("missing", "must be given")
            return nil
        }
        return text
    }

    /// A number, by `parse`.
    func number<Number>(_ wording: String, _ parse: (String) -> Number?) -> Number? {
        guard let text = text(wording) else { return nil }
        guard let number = parse(text) else {
            note("type_mismatch", "must be \(wording)")
            return nil
        }
        return number
    }

    /// A box that is checked, or the words for it; a box that is not checked is not sent.
    func bool() -> Bool {
        if node.isEmpty { return false }
        switch text("true or false") {
        case "true", "on", "1": return true
        case "false", "off", "0", nil: return false
        default:
            note("type_mismatch", "must be true or false")
            return false
        }
    }

    /// A date as RFC 3339 has it, or one day in UTC as a field of the type `date` has it.
    private func date() -> Date {
        let date = number("a date such as 2026-12-01 or 2026-12-01T10:00:00Z") { text in
            try? Date.ISO8601FormatStyle().parse(text.utf8.count == 10 ? text + "T00:00:00Z" : text)
        }
        return date ?? Date(timeIntervalSince1970: 0)
    }
}

extension CaseIterable {
    fileprivate static var anyCase: Self? { allCases.first }
}
