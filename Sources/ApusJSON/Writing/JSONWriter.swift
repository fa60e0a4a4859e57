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
public struct JSONWriter: ~Copyable {
    /// What has been written, and room for more.
    private let memory: WriterMemory
    /// Where the next byte goes, and where the room ends. Both point into `memory`, which nobody else has.
    private var next: UnsafeMutablePointer<UInt8>
    private var end: UnsafeMutablePointer<UInt8>
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
        memory = WriterMemory(capacity: max(capacity, 64))
        next = memory.start
        end = memory.end
    }

    /// Ends writing.
    ///
    /// - Returns: The document as UTF-8.
    public consuming func finish() -> [UInt8] {
        Array(UnsafeBufferPointer(start: memory.start, count: count))
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
        defer { next = memory.start }
        return Array(UnsafeBufferPointer(start: memory.start, count: count))
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

    /// Writes the key of the next value as it is given.
    ///
    /// - Parameter text: The key as it stands in the document, with quotes, escapes and colon: `#""name":"#`.
    public mutating func key(quoted text: StaticString) {
        let length = text.utf8CodeUnitCount
        appendValue(upTo: length) { out in
            copyShort(text.utf8Start, to: out, count: length)
            return length
        }
        needsComma = false
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
    /// How many bytes have been written.
    var count: Int { next - memory.start }

    /// A byte that has been written.
    subscript(position: Int) -> UInt8 {
        get { memory.start[position] }
        set { memory.start[position] = newValue }
    }

    /// Appends what `body` writes at the pointer it gets, at most `limit` bytes, and returns the number of.
    @inline(__always)
    mutating func append(upTo limit: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        if end - next < limit { grow(by: limit) }
        next += body(next)
    }

    /// Appends a value, of at most `limit` bytes, with the comma before it.
    @inline(__always)
    mutating func appendValue(upTo limit: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        if end - next < limit + 1 { grow(by: limit + 1) }
        next.pointee = UInt8(ascii: ",")
        if needsComma { next += 1 }
        next += body(next)
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
        truncate(to: mark.count)
        needsComma = mark.needsComma
    }

    mutating func truncate(to count: Int) {
        next = memory.start + count
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

    @inline(__always)
    private mutating func literal(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        appendValue(upTo: length) { out in
            out.update(from: text.utf8Start, count: length)
            return length
        }
    }

    @inline(never)
    private mutating func grow(by amount: Int) {
        let count = count
        memory.grow(keeping: count, makingRoomFor: amount)
        next = memory.start + count
        end = memory.end
    }
}

/// The memory of one writer. Its end of life is the writer's.
private final class WriterMemory {
    private(set) var start: UnsafeMutablePointer<UInt8>
    private(set) var end: UnsafeMutablePointer<UInt8>

    init(capacity: Int) {
        start = .allocate(capacity: capacity)
        end = start + capacity
    }

    deinit {
        start.deallocate()
    }

    func grow(keeping count: Int, makingRoomFor amount: Int) {
        let capacity = max((end - start) * 2, count + amount)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
        end = larger + capacity
    }
}
