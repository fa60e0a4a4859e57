/// The place of a value in a document (RFC 6901): `/places/0/name`.
///
/// ```swift
/// let name = try document[JSONPointer("/places/0/name")]
/// ```
public struct JSONPointer: Sendable, Hashable {
    /// The names and positions from the root to the value, without escapes.
    public var steps: [String]

    /// The whole document.
    public static let root = JSONPointer(steps: [])

    /// Makes a pointer of its steps.
    ///
    /// - Parameter steps: The names and positions from the root to the value, without escapes.
    public init(steps: [String]) {
        self.steps = steps
    }

    /// Reads a pointer.
    ///
    /// - Parameter text: The pointer: empty, or steps that begin with a slash, with `~1` for a slash and `~0` for a tilde.
    /// - Throws: `invalidValue` when it is malformed.
    public init(_ text: String) throws(JSONError) {
        guard !text.isEmpty else {
            self = .root
            return
        }
        guard text.utf8.first == UInt8(ascii: "/") else { throw .malformedPointer }
        steps = []
        for part in text.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            steps.append(try Self.unescaped(String(part)))
        }
    }

    /// A pointer to a member or element of this value.
    ///
    /// - Parameter step: Its name or position.
    public func appending(_ step: String) -> JSONPointer {
        JSONPointer(steps: steps + [step])
    }

    private static func unescaped(_ step: String) throws(JSONError) -> String {
        guard step.utf8.contains(UInt8(ascii: "~")) else { return step }
        var result = String.UnicodeScalarView()
        var scalars = step.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "~" else {
                result.append(scalar)
                continue
            }
            switch scalars.next() {
            case "0": result.append("~")
            case "1": result.append("/")
            default: throw .malformedPointer
            }
        }
        return String(result)
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The pointer as text.
    public var description: String { steps.map(Self.step).joined() }
}

extension JSONPointer: JSONCodable {
    /// Reads a string.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        let text = try String(from: json)
        do throws(JSONError) {
            try self.init(text)
        } catch {
            throw json.invalid(error.message)
        }
    }

    /// Writes the pointer as a string.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.string(description)
    }
}

// MARK: - As text

extension JSONPointer {
    /// One more step: a slash, and the name with `~` and `/` escaped.
    static func step(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
            return "/" + name
        }
        var step = "/"
        for character in name.unicodeScalars {
            switch character {
            case "~": step += "~0"
            case "/": step += "~1"
            default: step.unicodeScalars.append(character)
            }
        }
        return step
    }

    /// The path of a value. Only the keys of this library stand for elements of arrays: another key may have a number
    /// as well as its name.
    static func path(_ keys: [any CodingKey]) -> String {
        keys.map { key in step((key as? PathKey)?.intValue.map(String.init) ?? key.stringValue) }.joined()
    }

    /// The position that a step means in an array of `count` elements, nil when it means none: digits without leading
    /// zeros.
    static func position(_ step: String, count: Int) -> Int? {
        let digits = step.utf8
        guard !digits.isEmpty, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
            digits.count == 1 || digits.first != UInt8(ascii: "0"), let position = Int(step), position < count
        else { return nil }
        return position
    }
}

extension JSONError {
    static let malformedPointer = JSONError(
        .invalidValue,
        "expected a JSON Pointer (RFC 6901), such as /places/0/name with ~0 for ~ and ~1 for /"
    )
}
