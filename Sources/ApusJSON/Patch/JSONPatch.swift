/// Changes to a document, one after the other (RFC 6902).
///
/// ```swift
/// let patch = try JSON.decode(JSONPatch.self, from: body)     // [{"op":"replace","path":"/name","value":"Bern"}]
/// let changed = try document.applying(patch)
/// ```
public struct JSONPatch: Sendable, Hashable {
    /// The changes.
    public var operations: [Operation]

    /// Makes a patch.
    ///
    /// - Parameter operations: The changes, in order.
    public init(_ operations: [Operation]) {
        self.operations = operations
    }

    /// One change.
    public enum Operation: Sendable, Hashable {
        /// Adds a member, replacing one of that name, or inserts an element before the one at a position; `-` is the end.
        case add(JSONPointer, JSONValue)
        /// Removes a value, which must be there.
        case remove(JSONPointer)
        /// Replaces a value, which must be there.
        case replace(JSONPointer, JSONValue)
        /// Removes a value and adds it elsewhere, but not within itself.
        case move(from: JSONPointer, to: JSONPointer)
        /// Adds a copy of a value elsewhere.
        case copy(from: JSONPointer, to: JSONPointer)
        /// Requires a value to be what it is expected to be. Numbers are compared by their value: 1 is 1.0.
        case test(JSONPointer, JSONValue)
    }
}

extension JSONPatch: JSONCodable {
    /// Reads an array of operations.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        operations = try [Operation](from: json)
    }

    /// Writes an array of operations.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        try operations.encode(to: &json)
    }
}

extension JSONPatch.Operation: JSONCodable {
    /// Reads an object with `op`, `path`, and `value` or `from`; other members are left alone.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        var members = try json.members()
        let name = members.value("op", as: String.self)
        let path = members.value("path", as: JSONPointer.self)
        guard let name else { throw members.failure() }
        switch name {
        case "add", "replace", "test":
            let value = members.value("value", as: JSONValue.self)
            guard let path, let value else { throw members.failure() }
            self = name == "add" ? .add(path, value) : name == "replace" ? .replace(path, value) : .test(path, value)
        case "move", "copy":
            let from = members.value("from", as: JSONPointer.self)
            guard let path, let from else { throw members.failure() }
            self = name == "move" ? .move(from: from, to: path) : .copy(from: from, to: path)
        case "remove":
            guard let path else { throw members.failure() }
            self = .remove(path)
        default:
            members.note(members.invalid("op", "expected one of add, remove, replace, move, copy, test"))
            throw members.failure()
        }
    }

    /// Writes an object with `op`, `path`, and `value` or `from`.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.beginObject()
        switch self {
        case .add(let path, let value): try write("add", path, value, to: &json)
        case .replace(let path, let value): try write("replace", path, value, to: &json)
        case .test(let path, let value): try write("test", path, value, to: &json)
        case .remove(let path): try write("remove", path, nil, to: &json)
        case .move(let from, let path):
            try write("move", path, nil, to: &json)
            try json.member("from", from)
        case .copy(let from, let path):
            try write("copy", path, nil, to: &json)
            try json.member("from", from)
        }
        json.endObject()
    }

    private func write(
        _ name: StaticString,
        _ path: JSONPointer,
        _ value: JSONValue?,
        to json: inout JSONWriter
    ) throws(JSONError) {
        json.key("op")
        json.string(name)
        try json.member("path", path)
        if let value { try json.member("value", value) }
    }
}
