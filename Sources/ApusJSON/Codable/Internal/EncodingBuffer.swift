/// What `Encodable` values are written to: a writer, and the values that are open in it.
///
/// A value's containers are written front to back, straight through. Only nested containers and super encoders, which
/// may be filled in any order and after other values, have a buffer each, which is inserted at the end.
final class EncodingBuffer {
    /// What an open value has turned out to be.
    enum Shape {
        case undecided, object, array, single
    }

    /// A state to return to when a value fails whose error the caller may catch.
    struct Mark {
        fileprivate let writer: (count: Int, needsComma: Bool)
        fileprivate let shapeCount: Int
        fileprivate let pathCount: Int
        fileprivate let insertionCount: Int
    }

    let userInfo: [CodingUserInfoKey: any Sendable]
    var writer = JSONWriter()
    var path: [any CodingKey]
    /// The values that are open, the innermost last.
    private var shapes: [Shape]
    private var insertions: [(offset: Int, buffer: EncodingBuffer)] = []

    init(path: [any CodingKey] = [], shape: Shape? = nil, userInfo: [CodingUserInfoKey: any Sendable]) {
        self.userInfo = userInfo
        self.path = path
        shapes = []
        if let shape {
            shapes.append(.undecided)
            _ = decide(shape, level: 0)
        }
    }

    /// The document, or the part of it that is to be inserted.
    func finish() -> [UInt8] {
        if !shapes.isEmpty { close() }
        let bytes = writer.finish()
        guard !insertions.isEmpty else { return bytes }
        var whole: [UInt8] = []
        var start = 0
        for (offset, buffer) in insertions {
            whole += bytes[start..<offset]
            whole += buffer.finish()
            start = offset
        }
        return whole + bytes[start...]
    }

    // MARK: Open values

    /// Begins a value whose shape is not known yet, and returns its level.
    func open() -> Int {
        shapes.append(.undecided)
        return shapes.count - 1
    }

    /// Ends the innermost value. One that has encoded nothing is an empty object, as with Foundation.
    func close() {
        switch shapes.removeLast() {
        case .undecided:
            writer.beginObject()
            writer.endObject()
        case .object: writer.endObject()
        case .array: writer.endArray()
        case .single: break
        }
    }

    /// Whether the value of a level is the innermost, so that it can be written to.
    func isCurrent(_ level: Int) -> Bool {
        level == shapes.count - 1
    }

    /// Gives a value its shape: false when it has another or is not the innermost.
    func decide(_ shape: Shape, level: Int) -> Bool {
        guard isCurrent(level) else { return false }
        guard shapes[level] == .undecided else { return shapes[level] == shape && shape != .single }
        shapes[level] = shape
        switch shape {
        case .object: writer.beginObject()
        case .array: writer.beginArray()
        case .undecided, .single: break
        }
        return true
    }

    /// Takes the shape from a value of which nothing has been written.
    func undecide(_ level: Int) {
        shapes[level] = .undecided
    }

    /// A buffer for what comes at the current position, to be filled at any time.
    func insertion(of shape: Shape, under key: any CodingKey) -> EncodingBuffer {
        let buffer = EncodingBuffer(path: path + [key], shape: shape, userInfo: userInfo)
        writer.placeholder()
        insertions.append((writer.count, buffer))
        return buffer
    }

    /// A buffer for what can no longer be written, which nobody will see.
    static func discarded(_ shape: Shape, after buffer: EncodingBuffer, under key: any CodingKey) -> EncodingBuffer {
        EncodingBuffer(path: buffer.path + [key], shape: shape, userInfo: buffer.userInfo)
    }

    // MARK: Failures

    var mark: Mark {
        Mark(
            writer: (writer.count, writer.needsComma),
            shapeCount: shapes.count,
            pathCount: path.count,
            insertionCount: insertions.count
        )
    }

    /// Takes back what was written since `mark`.
    func rollBack(to mark: Mark) {
        writer.rollBack(to: mark.writer.count, needsComma: mark.writer.needsComma)
        shapes.removeLast(shapes.count - mark.shapeCount)
        path.removeLast(path.count - mark.pathCount)
        insertions.removeLast(insertions.count - mark.insertionCount)
    }

    func invalid(_ value: Any, _ message: String, under key: (any CodingKey)? = nil) -> EncodingError {
        let codingPath = key.map { path + [$0] } ?? path
        return .invalidValue(value, EncodingError.Context(codingPath: codingPath, debugDescription: message))
    }

    func outOfOrder(_ value: Any, under key: (any CodingKey)? = nil) -> EncodingError {
        invalid(value, "the container cannot be written to any more, or the value has another container", under: key)
    }
}

extension JSONError {
    /// What encoding threw.
    init(encoding error: any Error) {
        switch error {
        case let error as JSONError:
            self = error
        case EncodingError.invalidValue(_, let context):
            let pointer = JSONPointer.path(context.codingPath)
            self.init(.notRepresentable, context.debugDescription, pointer: pointer)
        default:
            self.init(.notRepresentable, "the value could not be encoded")
        }
    }
}
