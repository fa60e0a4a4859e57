extension Parser {
    /// An error at the current position, about what is found there.
    func expected(_ what: String) -> JSONError {
        guard position < count else {
            return failure(.unexpectedEnd, "expected \(what), found the end of the document")
        }
        return failure(.malformed, "expected \(what), found \(describe(source[position]))")
    }

    /// An error at the current position or another one.
    ///
    /// - Parameter key: The key of the innermost object to point at, when not the last one.
    func failure(_ code: JSONError.Code, _ message: String, at offset: Int? = nil, key: Int? = nil) -> JSONError {
        let offset = min(offset ?? position, count)
        let place = TextPosition(of: offset, in: UnsafeBufferPointer(start: source, count: count))
        return JSONError(
            code,
            message,
            pointer: pointer(toKey: key),
            line: place.line,
            column: place.column,
            offset: offset
        )
    }

    private func pointer(toKey lastKey: Int?) -> String {
        var pointer = ""
        var keys = openKeys[...]
        for (depth, frame) in frames.enumerated() {
            if frame.isObject {
                // The innermost object may not have its next key yet.
                let current = keys.count < frame.count ? nil : keys.prefix(frame.count).last
                keys = keys.dropFirst(frame.count)
                if let key = depth == frames.count - 1 ? lastKey ?? current : current {
                    pointer += JSONPointer.step(tape.key(at: key, in: source))
                }
            } else {
                pointer += JSONPointer.step(String(max(frame.count - 1, 0)))
            }
        }
        return pointer
    }
}

/// A byte that is not expected, in words.
func describe(_ byte: UInt8) -> String {
    switch byte {
    case 0x20...0x7E: "'\(Character(Unicode.Scalar(byte)))'"
    case 0x80...: "a character outside ASCII"
    default: "a control character"
    }
}
