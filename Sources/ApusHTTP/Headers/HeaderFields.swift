public import HTTPTypes

/// The header fields of a request or a response, in order.
///
/// Names are compared without regard to case. The fields of a received request stay bytes until they are asked for;
/// an empty value allocates nothing.
///
/// ```swift
/// request.headers[.accept]                         // "text/html, */*;q=0.1"
/// var response = Response(status: .found)
/// response.headers[.location] = "/login"
/// ```
public struct HeaderFields: Sendable {
    private enum Storage: Sendable {
        case fields([HeaderField])
        case received(RequestHead)
    }

    private var storage: Storage

    /// No fields.
    public init() {
        storage = .fields([])
    }

    /// The fields of `elements`, in order; a name may occur more than once.
    public init(_ elements: some Sequence<(HTTPField.Name, String)>) {
        storage = .fields(elements.map { HeaderField(name: $0.0, value: $0.1) })
    }

    init(receivedIn head: RequestHead) {
        storage = .received(head)
    }

    /// How many fields there are; a name that occurs twice counts twice.
    public var count: Int {
        switch storage {
        case .fields(let fields): fields.count
        case .received(let head): head.fieldCount
        }
    }

    /// Whether there are no fields.
    public var isEmpty: Bool {
        count == 0
    }

    /// The value of the field called `name`.
    ///
    /// Several fields of one name are read as one list, joined by `, ` (RFC 9110, section 5.3), except `Cookie`, which
    /// is joined by `; `. Setting a value replaces all fields of that name by one; setting nil removes them.
    ///
    /// Reading costs a scan of the names and one `String`.
    public subscript(name: HTTPField.Name) -> String? {
        get {
            var result: String?
            forEachValue(named: name) { value in
                if let first = result {
                    result = first + (name == .cookie ? "; " : ", ") + value
                } else {
                    result = value
                }
            }
            return result
        }
        set {
            var fields = materialized
            fields.removeAll { $0.name == name }
            if let newValue {
                fields.append(HeaderField(name: name, value: newValue))
            }
            storage = .fields(fields)
        }
    }

    /// The values of all fields called `name`, in order and not joined.
    public func values(for name: HTTPField.Name) -> [String] {
        var values: [String] = []
        forEachValue(named: name) { values.append($0) }
        return values
    }

    /// Whether there is a field called `name`.
    public func contains(_ name: HTTPField.Name) -> Bool {
        switch storage {
        case .fields(let fields):
            fields.contains { $0.name == name }
        case .received(let head):
            (0..<head.fieldCount).contains { head.field(at: $0, isNamed: name.canonicalName) }
        }
    }

    /// Adds a field after the others, also when there is one of that name.
    public mutating func append(_ value: String, for name: HTTPField.Name) {
        var fields = materialized
        storage = .fields([])
        fields.append(HeaderField(name: name, value: value))
        storage = .fields(fields)
    }

    /// The fields as an array; free for a response, built from the bytes for a received request.
    package var list: [HeaderField] {
        materialized
    }

    private func forEachValue(named name: HTTPField.Name, _ body: (String) -> Void) {
        switch storage {
        case .fields(let fields):
            for field in fields where field.name == name { body(field.value) }
        case .received(let head):
            for index in 0..<head.fieldCount where head.field(at: index, isNamed: name.canonicalName) {
                body(head.string(head.field(at: index).value))
            }
        }
    }

    private var materialized: [HeaderField] {
        switch storage {
        case .fields(let fields):
            fields
        case .received(let head):
            (0..<head.fieldCount).compactMap { index in
                let field = head.field(at: index)
                return HTTPField.Name(head.string(field.name)).map {
                    HeaderField(name: $0, value: head.string(field.value))
                }
            }
        }
    }
}

extension HeaderFields: Sequence {
    /// Iterates over the fields in order.
    public func makeIterator() -> IndexingIterator<[HeaderField]> {
        materialized.makeIterator()
    }
}

extension HeaderFields: ExpressibleByDictionaryLiteral {
    /// The fields of a literal, in order: `[.accept: "text/html", .host: "example.com"]`.
    public init(dictionaryLiteral elements: (HTTPField.Name, String)...) {
        self.init(elements)
    }
}
