/// The parameters in the query of a request: `?search=fin&limit=10`.
///
/// They are looked up in the bytes of the target when asked for; a request whose query is not asked for pays nothing.
/// Names and values are percent-decoded, and `+` is a space. A server has refused bad encoding before a handler runs;
/// without one, a parameter with bad encoding is not found.
public struct QueryParameters: Sendable {
    let head: RequestHead

    /// The value of the first parameter called `name`; the empty string for a parameter without `=`.
    public subscript(name: String) -> String? {
        var result: String?
        forEach { key, value in
            guard key == name else { return true }
            result = value
            return false
        }
        return result
    }

    /// The values of all parameters called `name`, in order.
    public func values(_ name: String) -> [String] {
        var result: [String] = []
        forEach { key, value in
            if key == name { result.append(value) }
            return true
        }
        return result
    }

    /// The value of the first parameter called `name` as a `Value`: a number, a `Bool`, a type of your own.
    ///
    /// - Returns: The value; nil when the parameter is missing.
    /// - Throws: A ``Problem`` with status 400 that names the parameter, when its text is not a `Value`.
    public func value<Value: LosslessStringConvertible>(
        _ name: String,
        as type: Value.Type = Value.self
    ) throws(Problem) -> Value? {
        guard let text = self[name] else { return nil }
        guard let value = Value(text) else {
            throw .invalidParameter(name, in: "query", expected: type)
        }
        return value
    }

    /// All parameters in order, as names and values.
    public var all: [(name: String, value: String)] {
        var result: [(name: String, value: String)] = []
        forEach { key, value in
            result.append((key, value))
            return true
        }
        return result
    }

    /// Whether every name and every value is well encoded.
    var isWellEncoded: Bool {
        var isWellEncoded = true
        forEachRaw { key, value in
            isWellEncoded =
                PercentEncoding.decode(key, plusIsSpace: true) != nil
                && PercentEncoding.decode(value, plusIsSpace: true) != nil
            return isWellEncoded
        }
        return isWellEncoded
    }

    private func forEach(_ body: (String, String) -> Bool) {
        forEachRaw { key, value in
            guard let key = PercentEncoding.decode(key, plusIsSpace: true),
                let value = PercentEncoding.decode(value, plusIsSpace: true)
            else { return true }
            return body(key, value)
        }
    }

    /// Calls `body` with each name and value as they stand in the target, until it returns false.
    private func forEachRaw(_ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool) {
        withBytes { FormPairs.forEach(in: $0, body) }
    }

    /// Calls `body` with the query as it stands in the target; nothing when there is none.
    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try head.withBytes { facts, bytes throws(Failure) in
            let range = facts.query.map { Int($0.start)..<Int($0.end) } ?? 0..<0
            return try body(UnsafeRawBufferPointer(rebasing: bytes[range]))
        }
    }
}
