import HTTPTypes

/// The fields of a form by their names: the values of one name, and what its brackets hold.
struct FormNode {
    /// The values, in order.
    private(set) var values: [String] = []

    /// What is between brackets behind the name.
    private(set) var children: [String: FormNode] = [:]

    /// Nothing: what a name stands for that is missing.
    init() {}

    /// Reads encoded fields.
    ///
    /// - Throws: A ``Problem``: 413 when there are more than the limits allow, 400 when they are not well encoded.
    init(_ bytes: UnsafeRawBufferPointer, limits: FormLimits) throws(Problem) {
        var count = 0
        var problem: Problem?
        FormPairs.forEach(in: bytes) { name, value in
            count += 1
            guard count <= limits.fields else {
                problem = Problem(
                    status: .contentTooLarge,
                    code: "too_many_fields",
                    detail: "There are more than \(limits.fields) fields."
                )
                return false
            }
            guard let name = PercentEncoding.decode(name, plusIsSpace: true),
                let value = PercentEncoding.decode(value, plusIsSpace: true)
            else {
                problem = .badRequest(code: "malformed_form", detail: "A field is not well encoded.")
                return false
            }
            let path = FormName.path(name)
            guard path.count <= limits.depth + 1 else {
                problem = .badRequest(
                    code: "form_too_deep",
                    detail: "A field's name has more than \(limits.depth) brackets."
                )
                return false
            }
            insert(value, at: path[...])
            return true
        }
        if let problem { throw problem }
    }

    /// Whether there is nothing, or nothing but one empty value.
    var isEmpty: Bool {
        children.isEmpty && values.allSatisfy(\.isEmpty) && values.count < 2
    }

    /// The node as a list: the values, or what is in numbered brackets, in the order of the numbers.
    ///
    /// - Returns: nil when a bracket has no number.
    var elements: [FormNode]? {
        guard !children.isEmpty else { return values.map(FormNode.init(value:)) }
        var elements: [(number: UInt, node: FormNode)] = []
        for (name, node) in children {
            guard let number = UInt(name) else { return nil }
            elements.append((number, node))
        }
        return elements.sorted { $0.number < $1.number }.map(\.node)
    }

    private init(value: String) {
        values = [value]
    }

    private mutating func insert(_ value: String, at path: ArraySlice<String>) {
        guard let name = path.first else {
            values.append(value)
            return
        }
        children[name, default: FormNode()].insert(value, at: path.dropFirst())
    }
}
