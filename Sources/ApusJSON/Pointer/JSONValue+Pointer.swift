extension JSONValue {
    /// The value at a place, nil when there is none.
    ///
    /// - Parameter pointer: The place.
    public subscript(pointer: JSONPointer) -> JSONValue? {
        var value = self
        for step in pointer.steps {
            guard let child = value.child(step) else { return nil }
            value = child
        }
        return value
    }

    private func child(_ step: String) -> JSONValue? {
        switch self {
        case .object(let object): object[step]
        case .array(let elements): JSONPointer.position(step, count: elements.count).map { elements[$0] }
        default: nil
        }
    }

    /// Changes the value at a place where there is one; false otherwise. Nothing but that value is copied.
    mutating func update(
        _ steps: ArraySlice<String>,
        _ body: (inout JSONValue) throws(JSONError) -> Void
    ) throws(JSONError) -> Bool {
        guard let step = steps.first else {
            try body(&self)
            return true
        }
        switch self {
        case .object(var object):
            guard var child = object[step] else { return false }
            // The containers let go of what changes, so that it is not shared while it does.
            self = .null
            object[step] = .null
            defer {
                object[step] = child
                self = .object(object)
            }
            return try child.update(steps.dropFirst(), body)
        case .array(var elements):
            guard let position = JSONPointer.position(step, count: elements.count) else { return false }
            self = .null
            defer { self = .array(elements) }
            return try elements[position].update(steps.dropFirst(), body)
        default:
            return false
        }
    }
}
