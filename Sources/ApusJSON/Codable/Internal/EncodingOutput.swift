/// What has been written of a value that is being encoded, and what is still open in it.
///
/// All that changes, in one place, so that each step is one access to the buffer that has it.
struct EncodingOutput: ~Copyable {
    /// What an open value has turned out to be.
    enum Shape {
        case undecided, object, array, single
    }

    /// A state to return to when a value fails whose error the caller may catch.
    struct Mark {
        fileprivate let writer: JSONWriter.Mark
        fileprivate let shapeCount: Int
        fileprivate let pathCount: Int
        fileprivate let insertionCount: Int
    }

    var writer: JSONWriter
    /// The keys to the innermost value.
    private(set) var path: [any CodingKey]
    /// The values that are open, the innermost last.
    private var shapes: [Shape] = []
    /// What is to be inserted, in the order of the offsets.
    private(set) var insertions: [(offset: Int, buffer: EncodingBuffer)] = []

    init(path: [any CodingKey], format: JSONFormat) {
        writer = JSONWriter(format: format)
        self.path = path
    }

    // MARK: Open values

    /// Whether there is an open value.
    var isOpen: Bool { !shapes.isEmpty }

    /// Whether the value of a level is the innermost, so that it can be written to.
    func isCurrent(_ level: Int) -> Bool {
        level == shapes.count - 1
    }

    /// Begins a value whose shape is not known yet, and returns its level.
    mutating func open() -> Int {
        shapes.append(.undecided)
        return shapes.count - 1
    }

    /// Ends the innermost value. One that has encoded nothing is an empty object, as with Foundation.
    mutating func close() {
        switch shapes.popLast() {
        case .undecided:
            writer.beginObject()
            writer.endObject()
        case .object: writer.endObject()
        case .array: writer.endArray()
        case .single, nil: break
        }
    }

    /// Gives a value its shape: false when it has another or is not the innermost.
    mutating func decide(_ shape: Shape, level: Int) -> Bool {
        guard isCurrent(level) else { return false }
        let decided = shapes[level]
        guard decided == .undecided else { return decided == shape && shape != .single }
        shapes[level] = shape
        switch shape {
        case .object: writer.beginObject()
        case .array: writer.beginArray()
        case .undecided, .single: break
        }
        return true
    }

    /// Takes the shape from a value of which nothing has been written.
    mutating func undecide(_ level: Int) {
        shapes[level] = .undecided
    }

    // MARK: Members and elements

    /// Writes a member when its value is a primitive, false otherwise.
    @inline(__always)
    mutating func member(_ value: some Encodable, _ name: String, level: Int) throws(JSONError) -> Bool {
        guard isCurrent(level) else { throw .outOfOrder }
        let mark = writer.mark
        writer.key(name)
        do throws(JSONError) {
            if try writer.primitive(value) { return true }
        } catch {
            writer.rollBack(to: mark)
            throw error
        }
        writer.rollBack(to: mark)
        return false
    }

    /// Writes an element when it is a primitive, false otherwise.
    @inline(__always)
    mutating func element(_ value: some Encodable, level: Int) throws(JSONError) -> Bool {
        guard isCurrent(level) else { throw .outOfOrder }
        return try writer.primitive(value)
    }

    /// Begins a value that encodes itself, with its name when it is a member.
    mutating func beginComposite(_ name: String?, under key: some CodingKey) -> Mark {
        let mark = mark
        if let name { writer.key(name) }
        path.append(key)
        return mark
    }

    /// Ends a value that encoded itself.
    mutating func endComposite(from mark: Mark) {
        path.removeLast(path.count - mark.pathCount)
    }

    /// Leaves a place for a value that is encoded at any time, into a buffer of its own.
    mutating func insert(_ buffer: EncodingBuffer) {
        writer.placeholder()
        insertions.append((writer.count, buffer))
    }

    // MARK: Failures

    var mark: Mark {
        Mark(
            writer: writer.mark,
            shapeCount: shapes.count,
            pathCount: path.count,
            insertionCount: insertions.count
        )
    }

    /// Takes back what was written since `mark`.
    mutating func rollBack(to mark: Mark) {
        writer.rollBack(to: mark.writer)
        shapes.removeLast(shapes.count - mark.shapeCount)
        path.removeLast(path.count - mark.pathCount)
        insertions.removeLast(insertions.count - mark.insertionCount)
    }
}
