extension JSONValue {
    /// Changes the document as a patch says (RFC 6902): all of it, or nothing when it cannot be applied.
    ///
    /// - Parameters:
    ///   - patch: What to change.
    ///   - copyLimit: How many values may be copied, or moved deeper, in all. Copies of copies double a document with each
    ///     operation, so that a patch of a few lines could make one that fills all memory when it is written.
    /// - Throws: `pathNotFound` when there is nothing at a place, `testFailed` when a value is not the one expected,
    ///   `invalidValue` when an operation makes no sense, `limitExceeded` when too much is copied, `depthExceeded`
    ///   when the document would be nested deeper than ``JSONLimits/depthCeiling``. The pointer says at which operation of
    ///   the patch: `/3/path`.
    public mutating func apply(_ patch: JSONPatch, copyLimit: Int = 100_000) throws(JSONError) {
        var document = self
        var budget = copyLimit
        for (position, operation) in patch.operations.enumerated() {
            do throws(JSONError) {
                try document.apply(operation, budget: &budget)
            } catch {
                var error = error
                error.pointer = "/\(position)\(error.pointer)"
                throw error
            }
        }
        self = document
    }

    /// The document with the changes of a patch (RFC 6902).
    ///
    /// - Parameters:
    ///   - patch: What to change.
    ///   - copyLimit: How many values may be copied, or moved deeper, in all.
    /// - Throws: As ``apply(_:copyLimit:)`` does.
    public func applying(_ patch: JSONPatch, copyLimit: Int = 100_000) throws(JSONError) -> JSONValue {
        var result = self
        try result.apply(patch, copyLimit: copyLimit)
        return result
    }

    private mutating func apply(_ operation: JSONPatch.Operation, budget: inout Int) throws(JSONError) {
        switch operation {
        case .add(let path, let value):
            try value.checkDepth(at: path)
            try add(value, at: path)
        case .remove(let path):
            _ = try remove(at: path, "/path")
        case .replace(let path, let value):
            try value.checkDepth(at: path)
            guard try update(path.steps[...], { (old) throws(JSONError) in old = value }) else {
                throw .nothing(at: path, "/path")
            }
        case .move(let from, let path):
            guard !(path.steps.count > from.steps.count && path.steps.starts(with: from.steps)) else {
                throw JSONError(.invalidValue, "a value cannot be moved into itself", pointer: "/path")
            }
            guard from != path else {
                guard self[from] != nil else { throw .nothing(at: from, "/from") }
                return
            }
            let value = try remove(at: from, "/from")
            if path.steps.count > from.steps.count { try value.spend(&budget, at: path) }
            try add(value, at: path)
        case .copy(let from, let path):
            guard let value = self[from] else { throw .nothing(at: from, "/from") }
            try value.spend(&budget, at: path)
            try add(value, at: path)
        case .test(let path, let expected):
            guard let value = self[path] else { throw .nothing(at: path, "/path") }
            guard value.isSame(as: expected) else {
                throw JSONError(.testFailed, "the value at this place is not the one expected", pointer: "/path")
            }
        }
    }

    private mutating func add(_ value: JSONValue, at path: JSONPointer) throws(JSONError) {
        guard let last = path.steps.last else {
            self = value
            return
        }
        let isThere = try update(path.steps.dropLast()) { (parent) throws(JSONError) in
            switch parent {
            case .object(var object):
                parent = .null
                object[last] = value
                parent = .object(object)
            case .array(var elements):
                let position = last == "-" ? elements.count : JSONPointer.position(last, count: elements.count + 1)
                guard let position else { throw .nothing(at: path, "/path") }
                parent = .null
                elements.insert(value, at: position)
                parent = .array(elements)
            default:
                throw .nothing(at: path, "/path")
            }
        }
        guard isThere else { throw .nothing(at: path, "/path") }
    }

    private mutating func remove(at path: JSONPointer, _ member: String) throws(JSONError) -> JSONValue {
        guard let last = path.steps.last else {
            defer { self = .null }
            return self
        }
        var removed: JSONValue?
        _ = try update(path.steps.dropLast()) { (parent) throws(JSONError) in
            switch parent {
            case .object(var object):
                parent = .null
                removed = object[last]
                object[last] = nil
                parent = .object(object)
            case .array(var elements):
                guard let position = JSONPointer.position(last, count: elements.count) else { return }
                parent = .null
                removed = elements.remove(at: position)
                parent = .array(elements)
            default:
                return
            }
        }
        guard let removed else { throw .nothing(at: path, member) }
        return removed
    }
}

// MARK: - Comparison and size

extension JSONValue {
    /// Whether two values are equal as RFC 6902 has it: numbers by their value, objects in any order.
    private func isSame(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.array(let one), .array(let two)):
            one.count == two.count && zip(one, two).allSatisfy { $0.isSame(as: $1) }
        case (.object(let one), .object(let two)):
            one.count == two.count && one.allSatisfy { key, value in two[key].map(value.isSame) ?? false }
        case (.number(let number), .integer), (.number(let number), .unsigned):
            other.isWhole(number)
        case (.integer, .number(let number)), (.unsigned, .number(let number)):
            isWhole(number)
        default:
            self == other
        }
    }

    /// Whether this whole number is exactly that number.
    private func isWhole(_ number: Double) -> Bool {
        switch self {
        case .integer(let value): Int64(exactly: number) == value
        case .unsigned(let value): UInt64(exactly: number) == value
        default: false
        }
    }

    /// Takes the number of values in this one from a budget. Ends when it does not last, since copies that share memory can
    /// be far larger than it; and where it is nested too deep, since what is built by recursion is freed by it.
    private func spend(_ budget: inout Int, at path: JSONPointer) throws(JSONError) {
        try spend(&budget, depth: path.steps.count)
    }

    private func checkDepth(at path: JSONPointer) throws(JSONError) {
        var budget = Int.max
        try spend(&budget, depth: path.steps.count)
    }

    private func spend(_ budget: inout Int, depth: Int) throws(JSONError) {
        budget -= 1
        guard budget >= 0 else {
            throw JSONError(.limitExceeded, "the patch copies more values than are allowed", pointer: "/path")
        }
        guard depth <= JSONLimits.depthCeiling else {
            throw JSONError(
                .depthExceeded,
                "arrays and objects are nested deeper than \(JSONLimits.depthCeiling) levels",
                pointer: "/path"
            )
        }
        switch self {
        case .array(let elements):
            for element in elements { try element.spend(&budget, depth: depth + 1) }
        case .object(let object):
            for (_, value) in object { try value.spend(&budget, depth: depth + 1) }
        default:
            break
        }
    }
}

extension JSONError {
    fileprivate static func nothing(at path: JSONPointer, _ member: String) -> JSONError {
        JSONError(.pathNotFound, "the document has nothing at \(path)", pointer: member)
    }
}
