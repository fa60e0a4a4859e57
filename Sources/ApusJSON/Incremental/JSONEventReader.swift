/// Reads a document that arrives in pieces, as events, in memory that does not grow with it.
///
/// ```swift
/// var reader = JSONEventReader()
/// for try await chunk in body {
///     reader.append(chunk)
///     while let event = try reader.next() { handle(event) }
/// }
/// reader.finish()
/// while let event = try reader.next() { handle(event) }
/// ```
///
/// It is as strict as ``JSON/parse(_:limits:)-([UInt8],_)``. What is kept is the piece that is not complete yet, at most a
/// string of ``JSONLimits/stringBytes``, and the keys of the objects that are open, so that none comes twice: at most
/// ``JSONLimits/keysPerObject`` for each.
public struct JSONEventReader: Sendable {
    private var input: PieceBuffer
    private var state = DocumentState.start
    private var containers: [OpenContainer] = []
    private let limits: JSONLimits
    private var failure: JSONError?

    /// Makes a reader.
    ///
    /// - Parameter limits: What the document may be and cost. With `allowsDuplicateKeys` every key is an event.
    public init(limits: JSONLimits = .default) {
        self.limits = limits
        input = PieceBuffer(limits: limits)
    }

    /// Adds the next bytes of the document.
    ///
    /// - Parameter bytes: The bytes; they may end anywhere, also within a character.
    public mutating func append(_ bytes: some Sequence<UInt8>) {
        input.append(bytes)
    }

    /// Says that there are no more bytes. Afterwards ``next()`` returns what is left, and throws when that is not all.
    public mutating func finish() {
        input.isFinished = true
    }

    /// Whether the document has been read to its end. White space may follow it.
    public var isComplete: Bool { state == .end }

    /// The next event, nil when more bytes are needed or, after ``finish()``, when the document is over.
    ///
    /// - Throws: When the document is malformed; the same error each time then.
    public mutating func next() throws(JSONError) -> JSONEvent? {
        if let failure { throw failure }
        do throws(JSONError) {
            return try read()
        } catch {
            failure = error
            throw error
        }
    }
}

// MARK: - Grammar

extension JSONEventReader {
    private mutating func read() throws(JSONError) -> JSONEvent? {
        try input.checkSize()
        while true {
            input.skipWhitespace()
            guard let byte = input.current else {
                guard input.isFinished, state != .end else { return nil }
                throw failure(.unexpectedEnd, "expected \(expectation), found the end of the document")
            }
            switch (state, byte) {
            case (.afterValue, UInt8(ascii: ",")) where !containers.isEmpty:
                input.advance()
                beginNext()
            case (.afterKey, UInt8(ascii: ":")):
                input.advance()
                state = .value
            case (.firstElement, UInt8(ascii: "]")),
                (.afterValue, UInt8(ascii: "]")) where isIn(array: true):
                return close(.endArray)
            case (.firstKey, UInt8(ascii: "}")),
                (.afterValue, UInt8(ascii: "}")) where isIn(array: false):
                return close(.endObject)
            case (.firstKey, UInt8(ascii: "\"")), (.key, UInt8(ascii: "\"")):
                return try readKey()
            case (.start, _), (.value, _), (.firstElement, _):
                return try readValue(byte)
            default:
                throw failure(.malformed, "expected \(expectation), found \(describe(byte))")
            }
        }
    }

    private mutating func beginNext() {
        containers[containers.count - 1].position += 1
        state = isIn(array: true) ? .value : .key
    }

    private mutating func readValue(_ byte: UInt8) throws(JSONError) -> JSONEvent? {
        switch byte {
        case UInt8(ascii: "{"): return try open(isArray: false)
        case UInt8(ascii: "["): return try open(isArray: true)
        case UInt8(ascii: "\""), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "t"),
            UInt8(ascii: "f"), UInt8(ascii: "n"):
            guard let value = try placed({ (input) throws(JSONError) in try input.scalar() }) else { return nil }
            endValue()
            return .value(value)
        default:
            throw failure(.malformed, "expected a value, found \(describe(byte))")
        }
    }

    private mutating func readKey() throws(JSONError) -> JSONEvent? {
        let place = input.place
        guard case .string(let name)? = try placed({ (input) throws(JSONError) in try input.scalar() }) else {
            return nil
        }
        let isNew = containers[containers.count - 1].begin(name)
        guard isNew || limits.allowsDuplicateKeys else {
            throw failure(.duplicateKey, "the object has this key twice", at: place)
        }
        guard containers[containers.count - 1].position < limits.keysPerObject else {
            throw failure(.limitExceeded, "an object has more than \(limits.keysPerObject) keys", at: place)
        }
        state = .afterKey
        return .key(name)
    }

    private mutating func open(isArray: Bool) throws(JSONError) -> JSONEvent {
        let depth = min(limits.depth, JSONLimits.depthCeiling)
        guard containers.count < depth else {
            throw failure(.depthExceeded, "arrays and objects are nested deeper than \(depth) levels")
        }
        input.advance()
        containers.append(OpenContainer(isArray: isArray))
        state = isArray ? .firstElement : .firstKey
        return isArray ? .beginArray : .beginObject
    }

    private mutating func close(_ event: JSONEvent) -> JSONEvent {
        input.advance()
        containers.removeLast()
        endValue()
        return event
    }

    private mutating func endValue() {
        state = containers.isEmpty ? .end : .afterValue
    }

    private func isIn(array: Bool) -> Bool {
        containers.last.map { $0.isArray == array } ?? false
    }
}

// MARK: - Errors

extension JSONEventReader {
    private var expectation: String {
        switch state {
        case .start, .value, .firstElement: "a value"
        case .firstKey, .key: "a key in quotes"
        case .afterKey: "':'"
        case .afterValue: isIn(array: true) ? "',' or ']'" : "',' or '}'"
        case .end: "the end of the document"
        }
    }

    private var pointer: String {
        containers.compactMap(\.step).map(JSONPointer.step).joined()
    }

    private func failure(_ code: JSONError.Code, _ message: String, at place: PiecePlace? = nil) -> JSONError {
        let place = place ?? input.place
        return JSONError(
            code,
            message,
            pointer: pointer,
            line: place.text.line,
            column: place.text.column,
            offset: place.offset
        )
    }

    /// Reads with an error that says where the value stands.
    private mutating func placed(
        _ body: (inout PieceBuffer) throws(JSONError) -> JSONValue?
    ) throws(JSONError) -> JSONValue? {
        do throws(JSONError) {
            return try body(&input)
        } catch {
            var error = error
            error.pointer = pointer
            throw error
        }
    }
}

/// What comes next in a document.
private enum DocumentState {
    case start, value, firstElement, firstKey, key, afterKey, afterValue, end
}
