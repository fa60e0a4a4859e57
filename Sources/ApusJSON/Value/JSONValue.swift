/// A JSON document, or part of one, of any shape.
///
/// ```swift
/// let value = try JSON.parse(bytes)
/// let name = value["places"]?[0]?["name"]?.stringValue
/// let answer: JSONValue = ["total": 2, "items": ["a", "b"]]
/// ```
///
/// Values are equal when they are of the same kind and content; the order of an object's members does not count.
public enum JSONValue: Sendable, Hashable {
    /// null
    case null
    /// true or false
    case bool(Bool)
    /// A whole number. In the document it has neither fraction nor exponent, unless a `Double` would lose digits of it.
    case integer(Int64)
    /// A whole number above `Int64.max`.
    case unsigned(UInt64)
    /// Any other number that a `Double` holds without loss: it is written with the same digits again.
    case number(Double)
    /// Any other number.
    case decimal(JSONDecimal)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object(JSONObject)
}

// MARK: - Content

extension JSONValue {
    /// Whether this is null.
    public var isNull: Bool { self == .null }

    /// The boolean, or nil when this is something else.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The whole number, or nil when this is something else or does not fit `Int64`.
    public var integerValue: Int64? {
        switch self {
        case .integer(let value): value
        case .unsigned(let value): Int64(exactly: value)
        default: nil
        }
    }

    /// The number, whole or not, to the nearest `Double`, or nil when this is something else or too large.
    public var numberValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .unsigned(let value): Double(value)
        case .number(let value): value
        case .decimal(let value): value.doubleValue
        default: nil
        }
    }

    /// The string, or nil when this is something else.
    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements, or nil when this is not an array.
    public var arrayValue: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members, or nil when this is not an object.
    public var objectValue: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The value of a member, or nil when there is none or this is not an object.
    public subscript(key: String) -> JSONValue? {
        objectValue?[key]
    }

    /// An element, or nil when there is none or this is not an array.
    public subscript(position: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(position) else { return nil }
        return elements[position]
    }
}

// MARK: - Literals

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    /// Makes null.
    public init(nilLiteral: ()) {
        self = .null
    }

    /// Makes a boolean.
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }

    /// Makes a whole number.
    public init(integerLiteral value: Int64) {
        self = .integer(value)
    }

    /// Makes a number.
    public init(floatLiteral value: Double) {
        self = .number(value)
    }

    /// Makes a string.
    public init(stringLiteral value: String) {
        self = .string(value)
    }

    /// Makes an array.
    public init(arrayLiteral elements: JSONValue...) {
        self = .array(elements)
    }

    /// Makes an object. Of members with the same key the last one stays.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(JSONObject(members))
    }
}
