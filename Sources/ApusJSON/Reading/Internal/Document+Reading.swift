// What the functions that are inlined into other modules ask a document.
extension Document {
    @usableFromInline
    func isNull(at index: Int) -> Bool {
        token(at: index).kind == .null
    }

    @usableFromInline
    func isObject(at index: Int) -> Bool {
        token(at: index).kind == .object
    }

    @usableFromInline
    func isArray(at index: Int) -> Bool {
        token(at: index).kind == .array
    }

    /// Notes that an element is being read, and returns the one after it.
    @usableFromInline
    func enterElement(_ element: Int, at position: Int, depth: Int) -> Int {
        path.enter(element, position: position, depth: depth)
        return tape.end(of: element)
    }

    /// The value of a member, as the one now being decoded, and the key after it; nil when there is none.
    ///
    /// - Parameter expected: The key that is looked at first: most documents have their keys in the order of the type.
    @usableFromInline
    func key(_ name: StaticString, of object: Int, from expected: Int, depth: Int) -> (value: Int, next: Int)? {
        let name = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        let isNext = expected < tape.end(of: object) && tape.isKey(at: expected, name, in: bytes)
        guard let key = isNext ? expected : tape.findKey(name, of: object, in: bytes) else { return nil }
        path.enter(key + 1, depth: depth)
        return (key + 1, tape.end(of: key + 1))
    }
}
