/// The values that are being decoded, each within the one before it.
///
/// Written at each step down, never on the way up, so what is below the current value may be left over. Plain memory
/// because it is written for every value; the document owns it.
struct DecodingPath {
    struct Step {
        /// The token of the value; 0, the root, where there has been no step yet.
        var value: UInt32 = 0
        /// Its position, when it is an element of an array.
        var position: UInt32 = 0
    }

    private let steps: UnsafeMutableBufferPointer<Step>

    init(depth: Int) {
        steps = .allocate(capacity: depth)
        steps.initialize(repeating: Step())
    }

    func deallocate() {
        steps.deallocate()
    }

    /// Notes that a value is being decoded.
    ///
    /// - Parameter depth: How many arrays and objects are around the array or object that has the value.
    @inline(__always)
    func enter(_ value: Int, position: Int = 0, depth: Int) {
        guard depth < steps.count else { return }
        steps[depth] = Step(value: UInt32(truncatingIfNeeded: value), position: UInt32(truncatingIfNeeded: position))
    }

    /// The step from a container to a value somewhere in it, when the path has it.
    func step(from container: Int, to value: Int, depth: Int, in tape: Tape) -> (value: Int, position: Int)? {
        guard depth < steps.count else { return nil }
        let child = Int(steps[depth].value)
        // A token of that depth within the container is its child.
        guard child > container, child < tape.end(of: container), child <= value, value < tape.end(of: child) else {
            return nil
        }
        return (child, Int(steps[depth].position))
    }
}

extension Document {
    /// The keys from the root to a value.
    func codingPath(to value: Int) -> [any CodingKey] {
        var keys: [any CodingKey] = []
        var container = 0
        while container < value, value < tape.end(of: container) {
            let step = path.step(from: container, to: value, depth: keys.count, in: tape)
            let (child, position) = step ?? child(of: container, around: value)
            keys.append(token(at: container).kind == .object ? PathKey(key(at: child - 1)) : PathKey(position))
            container = child
        }
        return keys
    }

    /// The value at the end of a path, or the last on the way that is there.
    func value(at path: [any CodingKey]) -> Int {
        var value = 0
        for key in path {
            let child =
                token(at: value).kind == .object
                ? member(key.stringValue, of: value) : key.intValue.flatMap { element($0, of: value) }
            guard let child else { break }
            value = child
        }
        return value
    }

    private func element(_ position: Int, of array: Int) -> Int? {
        let token = token(at: array)
        guard token.kind == .array, position >= 0, position < token.count else { return nil }
        var element = array + 1
        for _ in 0..<position { element = tape.end(of: element) }
        return element
    }

    private func child(of container: Int, around value: Int) -> (value: Int, position: Int) {
        let isObject = token(at: container).kind == .object
        var child = isObject ? container + 2 : container + 1
        var position = 0
        while tape.end(of: child) <= value {
            child = isObject ? tape.end(of: child) + 1 : tape.end(of: child)
            position += 1
        }
        return (child, position)
    }
}
