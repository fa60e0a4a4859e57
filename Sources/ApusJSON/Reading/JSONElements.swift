/// The elements of an array, front to back.
///
/// ```swift
/// var elements = try json.elements()
/// while let number = try elements.next(as: Int.self) { sum += number }
/// ```
public struct JSONElements {
    @usableFromInline let document: Document
    @usableFromInline let depth: Int
    @usableFromInline var element: Int
    @usableFromInline var position = 0
    @usableFromInline var mistakes: [JSONError] = []
    /// How many elements there are.
    public let count: Int

    @usableFromInline
    init(_ document: Document, of array: Int, depth: Int) {
        self.document = document
        self.depth = depth
        element = array + 1
        count = document.token(at: array).count
    }

    /// Reads the next element, nil after the last one.
    ///
    /// - Parameter type: Its type.
    /// - Throws: When it is something else. The element after it is the next then.
    @inlinable
    public mutating func next<Value: JSONDecodable>(as type: Value.Type = Value.self) throws(JSONError) -> Value? {
        guard position < count else { return nil }
        let current = element
        document.enterElement(current, at: position, depth: depth)
        element = document.end(of: current)
        position += 1
        return try Value(from: JSONReader(document, at: current, depth: depth + 1))
    }

    /// Reads all elements that are left. What is wrong is in `mistakes` then; when that is full, reading ends.
    @inlinable
    mutating func readAll<Value: JSONDecodable>(into values: inout [Value]) {
        values.reserveCapacity(count)
        while position < count {
            document.enterElement(element, at: position, depth: depth)
            do throws(JSONError) {
                values.append(try Value(from: JSONReader(document, at: element, depth: depth + 1)))
            } catch {
                guard note(error) else { return }
            }
            element = document.end(of: element)
            position += 1
        }
    }

    /// Notes a mistake, and says whether there is room for another.
    @usableFromInline
    mutating func note(_ error: JSONError) -> Bool {
        mistakes.append(gathering: error)
        return mistakes.count <= JSONError.maximumOthers
    }
}
