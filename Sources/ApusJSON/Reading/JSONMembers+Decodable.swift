// Members of types that say nothing about JSON. Less favoured, so that a type that reads itself does.
extension JSONMembers {
    /// Reads a member of any `Decodable` type.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - type: Its type. An optional may be missing.
    /// - Returns: Its value; nil when it is missing or wrong, which ``failure()`` reports.
    @_disfavoredOverload
    public mutating func value<Value: Decodable>(_ name: StaticString, as type: Value.Type = Value.self) -> Value? {
        guard let index = find(name) else {
            if let type = type as? any ExpressibleByNilLiteral.Type { return type.init(nilLiteral: ()) as? Value }
            noteMissing(name)
            return nil
        }
        return readDecodable(type, at: index)
    }

    /// Reads a member of any `Decodable` type that may be missing.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - type: Its type.
    ///   - fallback: What it is when it is not there.
    /// - Returns: Its value; nil when it is wrong, which ``failure()`` reports.
    @_disfavoredOverload
    public mutating func value<Value: Decodable>(
        _ name: StaticString,
        as type: Value.Type = Value.self,
        default fallback: @autoclosure () -> Value
    ) -> Value? {
        guard let index = find(name) else { return fallback() }
        return readDecodable(type, at: index)
    }

    private mutating func readDecodable<Value: Decodable>(_ type: Value.Type, at index: Int) -> Value? {
        do throws(JSONError) {
            member.index = index
            return try member.decode(type)
        } catch {
            note(error)
            return nil
        }
    }
}
