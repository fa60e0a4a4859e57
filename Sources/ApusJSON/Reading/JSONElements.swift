/// The elements of an array, front to back.
///
/// ```swift
/// var elements = try json.elements()
/// while let number = try elements.next(as: Int.self) { sum += number }
/// ```
public struct JSONElements {
    /// The element now being read. One for all, so that the document is not retained for each.
    @usableFromInline var element: JSONReader
    /// The token of the next element.
    @usableFromInline var next: Int
    @usableFromInline var position = 0
    @usableFromInline var mistakes: [JSONError] = []
    /// How many elements there are.
    public let count: Int

    @usableFromInline
    init(_ document: Document, of array: Int, depth: Int) {
        element = JSONReader(document, at: array, depth: depth + 1)
        next = array + 1
        count = document.token(at: array).count
    }

    /// Reads the next element, nil after the last one.
    ///
    /// - Parameter type: Its type.
    /// - Throws: When it is something else. The element after it is the next then.
    @inlinable
    public mutating func next<Value: JSONDecodable>(as type: Value.Type = Value.self) throws(JSONError) -> Value? {
        guard position < count else { return nil }
        enter()
        return try Value(from: element)
    }

    /// Reads all elements that are left. What is wrong is in `mistakes` then; when that is full, reading ends.
    @inlinable
    mutating func readAll<Value: JSONDecodable>(into values: inout [Value]) {
        values.reserveCapacity(count)
        while position < count {
            enter()
            do throws(JSONError) {
                values.append(try Value(from: element))
            } catch {
                guard note(error) else { return }
            }
        }
    }

    /// Moves on to the next element.
    @inlinable
    mutating func enter() {
        element.index = next
        next = element.document.enterElement(next, at: position, depth: element.depth - 1)
        position += 1
    }

    /// Notes a mistake, and says whether there is room for another.
    @usableFromInline
    mutating func note(_ error: JSONError) -> Bool {
        mistakes.append(gathering: error)
        return mistakes.count <= JSONError.maximumOthers
    }
}
