/// The members of an object, by name. What is wrong with them is gathered, so that a client learns it all at once.
///
/// Names are found in constant time when the document has them in the order in which they are asked for, or is large.
public struct JSONMembers {
    /// The member now being read. One for all, so that the document is not retained for each.
    @usableFromInline var member: JSONReader
    @usableFromInline let object: Int
    /// The token of the key that follows the one found last.
    @usableFromInline var next: Int
    @usableFromInline var mistakes: [JSONError] = []

    @usableFromInline
    init(_ document: Document, of object: Int, depth: Int) {
        member = JSONReader(document, at: object, depth: depth + 1)
        self.object = object
        next = object + 1
    }

    @usableFromInline var document: Document { member.document }

    /// Whether there is a member of a name, be it null.
    public func contains(_ name: String) -> Bool {
        document.member(name, of: object) != nil
    }

    /// Reads a member.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - type: Its type. A type such as an optional says what stands for a member that is not there.
    /// - Returns: Its value; nil when it is missing or wrong, which ``failure()`` reports.
    @inlinable
    public mutating func value<Value: JSONDecodable>(_ name: StaticString, as type: Value.Type = Value.self) -> Value? {
        guard let index = find(name) else {
            if let value = Value.valueOfAbsentMember { return value }
            noteMissing(name)
            return nil
        }
        return read(type, at: index)
    }

    /// Reads a member that may be missing.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - type: Its type.
    ///   - fallback: What it is when it is not there.
    /// - Returns: Its value; nil when it is wrong, which ``failure()`` reports.
    @inlinable
    public mutating func value<Value: JSONDecodable>(
        _ name: StaticString,
        as type: Value.Type = Value.self,
        default fallback: @autoclosure () -> Value
    ) -> Value? {
        guard let index = find(name) else { return fallback() }
        return read(type, at: index)
    }

    /// Notes every member whose name is not one of those given. Only for types that refuse what they do not know.
    ///
    /// - Parameter names: The names that are known.
    public mutating func refuseOthers(than names: [StaticString]) {
        var key = object + 1
        for _ in 0..<document.token(at: object).count {
            let isKnown = document.tape.withKey(at: key, in: document.bytes) { name in
                names.contains { known in known.withUTF8Buffer { $0.elementsEqual(name) } }
            }
            if !isKnown { note(document.jsonError(document.unknown(key))) }
            key = document.tape.end(of: key + 1)
        }
    }

    /// An error about a member, for content that the type refuses.
    ///
    /// - Parameters:
    ///   - name: The member's name.
    ///   - message: What was expected. It is fit for the client that sent the document.
    /// - Returns: The error, with its place in the document.
    public func invalid(_ name: String, _ message: String) -> JSONError {
        document.jsonError(document.invalid(message, at: document.member(name, of: object) ?? object))
    }

    /// Adds a mistake to those that ``failure()`` reports, such as one of a value that is well-formed but not allowed.
    ///
    /// - Parameter error: The mistake, with those it has itself.
    public mutating func note(_ error: JSONError) {
        mistakes.append(gathering: error)
    }

    /// Whether something is wrong.
    @inlinable
    public var hasFailed: Bool { !mistakes.isEmpty }

    /// What is wrong, as one error: the first mistake with the others.
    ///
    /// Only to be thrown when a value is nil; otherwise it says that the object was refused.
    public func failure() -> JSONError {
        JSONError(mistakes: mistakes) ?? document.jsonError(document.invalid("the object was refused", at: object))
    }

    /// Throws ``failure()`` when there is one.
    public func finish() throws(JSONError) {
        if let error = JSONError(mistakes: mistakes) { throw error }
    }
}

// MARK: - What the compiler may see

extension JSONMembers {
    /// The value of a member, as the one now being read.
    @inlinable
    mutating func find(_ name: StaticString) -> Int? {
        guard let key = member.document.key(name, of: object, from: next, depth: member.depth - 1) else { return nil }
        next = key.next
        return key.value
    }

    @inlinable
    mutating func read<Value: JSONDecodable>(_ type: Value.Type, at index: Int) -> Value? {
        do throws(JSONError) {
            member.index = index
            return try Value(from: member)
        } catch {
            note(error)
            return nil
        }
    }

    @usableFromInline
    mutating func noteMissing(_ name: StaticString) {
        note(document.jsonError(document.missing(PathKey(name.description), in: object)))
    }
}
