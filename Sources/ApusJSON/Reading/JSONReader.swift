/// A value in a document, to be read as what the caller expects.
///
/// What ``JSONDecodable`` types get. Belongs to one task, like what it reads.
public struct JSONReader {
    @usableFromInline let document: Document
    @usableFromInline var index: Int
    /// How many arrays and objects are around the value.
    @usableFromInline let depth: Int

    @usableFromInline
    init(_ document: Document, at index: Int, depth: Int) {
        self.document = document
        self.index = index
        self.depth = depth
    }

    /// What kind of value it is.
    public var kind: JSONKind { document.token(at: index).kind.published }

    /// Whether it is null.
    @inlinable
    public var isNull: Bool { document.isNull(at: index) }

    /// The members of the object.
    ///
    /// - Throws: `typeMismatch` when it is something else.
    @inlinable
    public func members() throws(JSONError) -> JSONMembers {
        guard document.isObject(at: index) else { throw mismatch("an object") }
        return JSONMembers(document, of: index, depth: depth)
    }

    /// The elements of the array.
    ///
    /// - Throws: `typeMismatch` when it is something else.
    @inlinable
    public func elements() throws(JSONError) -> JSONElements {
        guard document.isArray(at: index) else { throw mismatch("an array") }
        return JSONElements(document, of: index, depth: depth)
    }

    /// Reads the value as a type that says how.
    ///
    /// - Throws: When it is something else.
    @inlinable
    public func value<Value: JSONDecodable>(as type: Value.Type = Value.self) throws(JSONError) -> Value {
        try Value(from: self)
    }

    /// Reads the value as any `Decodable` type.
    ///
    /// - Throws: When it is something else.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(JSONError) -> Value {
        do {
            return try document.decode(type, at: index, depth: depth)
        } catch {
            throw document.jsonError(error)
        }
    }

    /// An error about this value, for content that the type refuses.
    ///
    /// - Parameter message: What was expected: `expected a postcode`. It is fit for the client that sent the document.
    /// - Returns: The error, with its place in the document.
    public func invalid(_ message: String) -> JSONError {
        document.jsonError(document.invalid(message, at: index))
    }

    /// An error about the kind of this value.
    ///
    /// - Parameter expected: What was expected: `an array`.
    /// - Returns: The error, with its place in the document: `expected an array, found a string`.
    public func mismatch(_ expected: String) -> JSONError {
        document.jsonError(document.mismatch(Any.self, expected, at: index))
    }

    /// Reads with a function of the document, whose errors say less.
    @inline(__always)
    func read<Value>(_ body: (Document, Int) throws(DecodingError) -> Value) throws(JSONError) -> Value {
        do throws(DecodingError) {
            return try body(document, index)
        } catch {
            throw document.jsonError(error)
        }
    }
}
