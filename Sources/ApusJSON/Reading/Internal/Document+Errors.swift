extension Document {
    func mismatch(_ type: any Any.Type, _ expected: String, found: String? = nil, at index: Int) -> DecodingError {
        let kind = token(at: index).kind
        let message = "expected \(expected), found \(found ?? kind.description)"
        guard kind != .null else {
            return .valueNotFound(type, context(.valueNotFound, message, at: index))
        }
        return .typeMismatch(type, context(.typeMismatch, message, at: index))
    }

    func outOfRange(_ message: String, at index: Int) -> DecodingError {
        .dataCorrupted(context(.outOfRange, message, at: index))
    }

    func invalid(_ message: String, at index: Int) -> DecodingError {
        .dataCorrupted(context(.invalidValue, message, at: index))
    }

    func unknown(_ key: Int) -> DecodingError {
        .dataCorrupted(context(.unknownKey, "there is no such member", at: key + 1))
    }

    func missing(_ key: any CodingKey, in object: Int) -> DecodingError {
        .keyNotFound(key, context(.missingKey, "the object lacks the key \"\(key.stringValue)\"", at: object))
    }

    func missingElement(_ type: any Any.Type, at position: Int, in array: Int) -> DecodingError {
        var context = context(.valueNotFound, "expected another element, found the end of the array", at: array)
        context = DecodingError.Context(
            codingPath: context.codingPath + [PathKey(position)],
            debugDescription: context.debugDescription,
            underlyingError: context.underlyingError
        )
        return .valueNotFound(type, context)
    }

    private func context(_ code: JSONError.Code, _ message: String, at index: Int) -> DecodingError.Context {
        // The underlying error carries what DecodingError cannot, for the translation at the end.
        DecodingError.Context(
            codingPath: codingPath(to: index),
            debugDescription: message,
            underlyingError: JSONError(code, message)
        )
    }
}

// MARK: - Translation

extension Document {
    /// What decoding threw, with its place in the document.
    func jsonError(_ error: any Error) -> JSONError {
        switch error {
        case let error as DecodingError:
            return jsonError(error)
        case var error as JSONError:
            if error.pointer.isEmpty, error.offset == nil, let failedValue {
                place(&error, at: codingPath(to: failedValue))
            }
            return error
        default:
            // The text of a foreign error may tell about internals.
            var error = JSONError(.invalidValue, "the value was refused")
            place(&error, at: failedValue.map(codingPath) ?? [])
            return error
        }
    }

    private func jsonError(_ error: DecodingError) -> JSONError {
        let (code, context, key): (JSONError.Code, DecodingError.Context, (any CodingKey)?) =
            switch error {
            case .typeMismatch(_, let context): (.typeMismatch, context, nil)
            case .valueNotFound(_, let context): (.valueNotFound, context, nil)
            case .keyNotFound(let key, let context): (.missingKey, context, key)
            case .dataCorrupted(let context): (.invalidValue, context, nil)
            @unknown default: (.invalidValue, DecodingError.Context(codingPath: [], debugDescription: ""), nil)
            }
        var result = context.underlyingError as? JSONError ?? JSONError(code, message(of: context))
        place(&result, at: context.codingPath + (key.map { [$0] } ?? []))
        return result
    }

    private func message(of context: DecodingError.Context) -> String {
        // The standard library's words for an enum's raw value name the Swift type.
        context.debugDescription.isEmpty || context.debugDescription.hasPrefix("Cannot initialize ")
            ? "the value is not one of those allowed" : context.debugDescription
    }

    /// Fills in pointer, line, column and offset. What the path's end lacks in the document, its last container has.
    private func place(_ error: inout JSONError, at path: [any CodingKey]) {
        let offset = offset(of: value(at: path))
        let position = position(of: offset)
        error.pointer = JSONPointer.path(path)
        error.line = position.line
        error.column = position.column
        error.offset = offset
    }
}

extension Token.Kind {
    var description: String {
        switch self {
        case .null: "null"
        case .true, .false: "a boolean"
        case .string, .key: "a string"
        case .array: "an array"
        case .object: "an object"
        case .integer, .unsigned, .number: "a number"
        }
    }
}
