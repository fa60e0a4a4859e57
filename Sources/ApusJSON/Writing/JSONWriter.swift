/// Writes one JSON document into bytes, front to back.
///
/// Commas and quotes are the writer's work, the order of calls is the caller's: every `begin` has its `end`, and in an
/// object each value follows its key. The writer does not check this.
///
/// ```swift
/// var json = JSONWriter()
/// json.beginObject()
/// json.key("code")
/// json.string("CH")
/// json.key("population")
/// json.integer(9_000_000)
/// json.endObject()
/// let bytes = json.finish()        // {"code":"CH","population":9000000}
/// ```
public struct JSONWriter: Sendable {
    /// Initialised to its full size, so that a write is a bounds check and a store; ``count`` bytes of it are written.
    var storage: [UInt8]
    var count = 0
    /// Whether the next key or value follows another one.
    var needsComma = false
    /// How values look that JSON has no form for.
    let format: JSONFormat

    /// Makes a writer.
    ///
    /// - Parameters:
    ///   - capacity: How many bytes to make room for at first. More is made as needed.
    ///   - format: How dates, data and numbers that are not finite look.
    public init(reservingCapacity capacity: Int = 256, format: JSONFormat = .default) {
        self.format = format
        storage = [UInt8](repeating: 0, count: max(capacity, 16))
    }

    /// Ends writing.
    ///
    /// - Returns: The document as UTF-8.
    public consuming func finish() -> [UInt8] {
        storage.removeLast(storage.count - count)
        return storage
    }

    /// How many bytes wait to be taken.
    public var byteCount: Int { count }

    /// Takes what has been written so far, so that a document of any length is written in little memory.
    ///
    /// ```swift
    /// json.beginArray()
    /// for try await row in rows {
    ///     try row.encode(to: &json)
    ///     if json.byteCount > 16_384 { try await body.write(json.takeBytes()) }
    /// }
    /// json.endArray()
    /// try await body.write(json.finish())
    /// ```
    ///
    /// - Returns: The bytes, which may end anywhere in the document. Those taken one after the other are the document.
    public mutating func takeBytes() -> [UInt8] {
        defer { count = 0 }
        return Array(storage[..<count])
    }

    /// Writes `{`.
    public mutating func beginObject() {
        open(UInt8(ascii: "{"))
    }

    /// Writes `}`.
    public mutating func endObject() {
        close(UInt8(ascii: "}"))
    }

    /// Writes `[`.
    public mutating func beginArray() {
        open(UInt8(ascii: "["))
    }

    /// Writes `]`.
    public mutating func endArray() {
        close(UInt8(ascii: "]"))
    }

    /// Writes the key of the next value.
    ///
    /// - Parameter name: The key, a literal.
    public mutating func key(_ name: StaticString) {
        name.withUTF8Buffer { quote($0, asKey: true) }
    }

    /// Writes the key of the next value.
    ///
    /// - Parameter name: The key.
    @_disfavoredOverload  // so that a literal is taken as a StaticString
    public mutating func key(_ name: String) {
        quote(name, asKey: true)
    }

    /// Writes a string.
    ///
    /// - Parameter value: The string. Quotes, backslashes and control characters are escaped, nothing else is.
    public mutating func string(_ value: String) {
        quote(value, asKey: false)
    }

    /// Writes true or false.
    ///
    /// - Parameter value: The value.
    public mutating func boolean(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes null.
    public mutating func null() {
        literal("null")
    }
}

// MARK: - Primitives

extension JSONWriter {
    /// Appends what `body` writes at the pointer it gets, at most `limit` bytes, and returns the number of.
    @inline(__always)
    mutating func append(upTo limit: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        if storage.count - count < limit { grow(by: limit) }
        let start = count
        let written = storage.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { body($0 + start) } ?? 0
        }
        count = start + written
    }

    /// Appends a value, of at most `limit` bytes, with the comma before it.
    @inline(__always)
    mutating func appendValue(upTo limit: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        let comma = needsComma ? 1 : 0
        append(upTo: limit + 1) { out in
            out.pointee = UInt8(ascii: ",")
            return comma + body(out + comma)
        }
        needsComma = true
    }

    /// Leaves a place for a value that is inserted later.
    mutating func placeholder() {
        appendValue(upTo: 0) { _ in 0 }
    }

    /// A state to return to.
    struct Mark {
        fileprivate let count: Int
        fileprivate let needsComma: Bool
    }

    var mark: Mark { Mark(count: count, needsComma: needsComma) }

    mutating func rollBack(to mark: Mark) {
        count = mark.count
        needsComma = mark.needsComma
    }

    private mutating func open(_ bracket: UInt8) {
        appendValue(upTo: 1) { out in
            out.pointee = bracket
            return 1
        }
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        append(upTo: 1) { out in
            out.pointee = bracket
            return 1
        }
        needsComma = true
    }

    private mutating func literal(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        appendValue(upTo: length) { out in
            out.update(from: text.utf8Start, count: length)
            return length
        }
    }

    @inline(never)
    private mutating func grow(by amount: Int) {
        let size = max(storage.count * 2, count + amount)
        storage.reserveCapacity(size)
        storage.append(contentsOf: repeatElement(0, count: size - storage.count))
    }
}
