/// What `Encodable` values are written to: a writer, and the values that are open in it.
///
/// A value's containers are written front to back, straight through. Only nested containers and super encoders, which
/// may be filled in any order and after other values, have a buffer each, which is inserted at the end.
final class EncodingBuffer {
    /// What an open value has turned out to be.
    enum Shape {
        case undecided, object, array, single
    }

    /// What every write needs, in one place so that it is one access.
    struct Output {
        var writer = JSONWriter()
        /// The values that are open, the innermost last.
        var shapes: [Shape] = []

        /// Whether the value of a level is the innermost, so that it can be written to.
        func isCurrent(_ level: Int) -> Bool {
            level == shapes.count - 1
        }
    }

    /// A state to return to when a value fails whose error the caller may catch.
    struct Mark {
        fileprivate let writer: JSONWriter.Mark
        fileprivate let shapeCount: Int
        fileprivate let pathCount: Int
        fileprivate let insertionCount: Int
    }

    let userInfo: [CodingUserInfoKey: any Sendable]
    var output = Output()
    var path: [any CodingKey]
    private var insertions: [(offset: Int, buffer: EncodingBuffer)] = []

    init(path: [any CodingKey] = [], shape: Shape? = nil, userInfo: [CodingUserInfoKey: any Sendable]) {
        self.userInfo = userInfo
        self.path = path
        if let shape {
            output.shapes.append(.undecided)
            _ = decide(shape, level: 0)
        }
    }

    /// The document, or the part of it that is to be inserted.
    func finish() -> [UInt8] {
        if !output.shapes.isEmpty { close() }
        let writer = output.writer
        output = Output()
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
        output.shapes.append(.undecided)
        return output.shapes.count - 1
    }

    /// Ends the innermost value. One that has encoded nothing is an empty object, as with Foundation.
    func close() {
        switch output.shapes.removeLast() {
        case .undecided:
            output.writer.beginObject()
            output.writer.endObject()
        case .object: output.writer.endObject()
        case .array: output.writer.endArray()
        case .single: break
        }
    }

    /// Gives a value its shape: false when it has another or is not the innermost.
    func decide(_ shape: Shape, level: Int) -> Bool {
        guard output.isCurrent(level) else { return false }
        let decided = output.shapes[level]
        guard decided == .undecided else { return decided == shape && shape != .single }
        output.shapes[level] = shape
        switch shape {
        case .object: output.writer.beginObject()
        case .array: output.writer.beginArray()
        case .undecided, .single: break
        }
        return true
    }

    /// Takes the shape from a value of which nothing has been written.
    func undecide(_ level: Int) {
        output.shapes[level] = .undecided
    }

    /// A buffer for what comes at the current position, to be filled at any time.
    func insertion(of shape: Shape, under key: any CodingKey) -> EncodingBuffer {
        let buffer = EncodingBuffer(path: path + [key], shape: shape, userInfo: userInfo)
        output.writer.placeholder()
        insertions.append((output.writer.count, buffer))
        return buffer
    }

    /// A buffer for what can no longer be written, which nobody will see.
    static func discarded(_ shape: Shape, after buffer: EncodingBuffer, under key: any CodingKey) -> EncodingBuffer {
        EncodingBuffer(path: buffer.path + [key], shape: shape, userInfo: buffer.userInfo)
    }

    // MARK: Failures

    var mark: Mark {
        Mark(
            writer: output.writer.mark,
            shapeCount: output.shapes.count,
            pathCount: path.count,
            insertionCount: insertions.count
        )
    }

    /// Takes back what was written since `mark`.
    func rollBack(to mark: Mark) {
        output.writer.rollBack(to: mark.writer)
        output.shapes.removeLast(output.shapes.count - mark.shapeCount)
        path.removeLast(path.count - mark.pathCount)
        insertions.removeLast(insertions.count - mark.insertionCount)
    }

    func invalid(_ value: Any, _ message: String, under key: (any CodingKey)? = nil) -> EncodingError {
        let codingPath = key.map { path + [$0] } ?? path
        return .invalidValue(value, EncodingError.Context(codingPath: codingPath, debugDescription: message))
    }

    func outOfOrder(under key: (any CodingKey)? = nil) -> EncodingError {
        invalid(Optional<Never>.none as Any, JSONError.outOfOrder.message, under: key)
    }
}

extension JSONError {
    static let outOfOrder = JSONError(
        .notRepresentable,
        "the container cannot be written to any more, or the value has another container"
    )

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
