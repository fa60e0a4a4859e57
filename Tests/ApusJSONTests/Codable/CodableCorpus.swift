import Foundation

// Types of all the shapes that Codable allows.

struct Scalars: Codable, Equatable {
    var bool = true
    var int = Int.min
    var int8 = Int8.min
    var int16 = Int16.min
    var int32 = Int32.min
    var int64 = Int64.max
    var uint = UInt.max
    var uint8 = UInt8.max
    var uint16 = UInt16.max
    var uint32 = UInt32.max
    var uint64 = UInt64.max
    var float = Float(0.1)
    var double = 0.1
    var string = "é\u{1F600}\"\\\n\u{1}/"
}

struct Optionals: Codable, Equatable {
    var present: Int? = 1
    var absent: Int?
    var bool: Bool? = false
    var text: String? = "x"
    var double: Double? = 0.5
    var list: [Int?] = [1, nil, 3]
    var nested: [String?: [Bool?]]? = ["a": [nil, true]]
    var child: Empty? = Empty()
}

struct Empty: Codable, Equatable {}

struct Collections: Codable, Equatable {
    var matrix: [[Int]] = [[], [1], [2, 3]]
    var byName: [String: [Double]] = ["a": [1.5], "": []]
    var byNumber: [Int: String] = [-1: "minus one", 7: "seven"]
    var byEnum: [Suit: Int] = [.clubs: 1, .hearts: 2]
    var byKey: [Key: Bool] = [Key(name: "k"): true]
    var pairs: [UInt8: UInt8] = [1: 2]
    var set: Set<String> = ["only"]
    var range: Range<Int> = 1..<9
    var closed: ClosedRange<Double> = 0.5...1.5
    var data = Data([0, 1, 254, 255, 63])
    var bytes: [UInt8] = [0, 255]
    var contiguous: ContiguousArray<Int> = [1, 2]

    enum Suit: String, Codable { case clubs, hearts }
    struct Key: Codable, Hashable, CodingKeyRepresentable {
        var name: String
        init(name: String) { self.name = name }
        init?(codingKey: some CodingKey) { name = codingKey.stringValue }
        var codingKey: any CodingKey { NameKey(stringValue: name) }
    }
}

struct NameKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

struct FoundationTypes: Codable, Equatable {
    var date = Date(timeIntervalSince1970: 1_700_000_000)
    var dates: [Date?] = [Date(timeIntervalSince1970: 0), nil]
    var uuid = UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))
    var url = URL(string: "https://example.com/a?b=c#d")
    var urls = [URL(string: "relative/path")]
    var decimal = Decimal(string: "3.14159265358979323846")
    var decimals = ["a": Decimal(-1)]
    var data: Data? = Data("any carnal pleas".utf8)
}

enum Shape: Codable, Equatable {
    case empty
    case circle(radius: Double)
    case rectangle(width: Double, height: Double?)
    case named(String, points: [Int])
    indirect case group([Shape], label: String?)
}

enum Level: Int, Codable { case low = 1, high = 10 }

struct Renamed: Codable, Equatable {
    var first = 1
    var second = "2"
    var level = Level.high
    enum CodingKeys: String, CodingKey {
        case first = "first-name/~"
        case second = "zweites\u{E9}"
        case level = ""
    }
}

final class Tree: Codable, Equatable {
    var value: Int
    var children: [Tree]
    init(_ value: Int, _ children: [Tree] = []) {
        self.value = value
        self.children = children
    }
    static func == (one: Tree, other: Tree) -> Bool { one.value == other.value && one.children == other.children }
}

class Base: Codable, Equatable {
    var id = 1
    init() {}
    static func == (one: Base, other: Base) -> Bool { one.id == other.id }
}

/// Writes its superclass with a super encoder, before and after its own members.
final class Derived: Base {
    var name = "n"
    enum CodingKeys: CodingKey { case name, named, after }
    override init() { super.init() }
    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        _ = try container.superDecoder(forKey: .named).container(keyedBy: NameKey.self)
        try super.init(from: container.superDecoder())
    }
    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try super.encode(to: container.superEncoder())
        try container.encode(name, forKey: .name)
        try super.encode(to: container.superEncoder(forKey: .named))
        try container.encode([1], forKey: .after)
    }
}

/// Shares the object of its superclass.
final class Flat: Base {
    var extra = "e"
    enum CodingKeys: CodingKey { case extra }
    override init() { super.init() }
    required init(from decoder: any Decoder) throws {
        extra = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .extra)
        try super.init(from: decoder)
    }
    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try super.encode(to: encoder)
        try container.encode(extra, forKey: .extra)
    }
}

/// Opens several nested containers and fills them in turns.
struct Interleaved: Codable, Equatable {
    var numbers = [1, 2, 3]

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: NameKey.self)
        let left = try container.nestedContainer(keyedBy: NameKey.self, forKey: NameKey(stringValue: "left"))
        var right = try container.nestedUnkeyedContainer(forKey: NameKey(stringValue: "right"))
        numbers = [try left.decode(Int.self, forKey: NameKey(stringValue: "one"))]
        numbers.append(try right.decode(Int.self))
        let inner = try right.nestedContainer(keyedBy: NameKey.self)
        numbers.append(try inner.decode(Int.self, forKey: NameKey(stringValue: "three")))
        _ = try left.decode(Int.self, forKey: NameKey(stringValue: "one"))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: NameKey.self)
        var left = container.nestedContainer(keyedBy: NameKey.self, forKey: NameKey(stringValue: "left"))
        try container.encode("between", forKey: NameKey(stringValue: "middle"))
        var right = container.nestedUnkeyedContainer(forKey: NameKey(stringValue: "right"))
        try right.encode(numbers[1])
        try left.encode(numbers[0], forKey: NameKey(stringValue: "one"))
        var inner = right.nestedContainer(keyedBy: NameKey.self)
        try container.encodeNil(forKey: NameKey(stringValue: "end"))
        try right.encode("last")
        try inner.encode(numbers[2], forKey: NameKey(stringValue: "three"))
        _ = left.nestedUnkeyedContainer(forKey: NameKey(stringValue: "empty"))
        _ = right.superEncoder()
        try right.encodeNil()
    }
}

struct Wrapper<Value: Codable & Equatable>: Codable, Equatable {
    var value: Value
    init(_ value: Value) { self.value = value }
    init(from decoder: any Decoder) throws { value = try decoder.singleValueContainer().decode(Value.self) }
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// More keys than are searched one by one.
struct ManyKeys: Codable, Equatable {
    var a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8, i = 9, j = 10, k = 11, l = 12, m = 13, n = 14, o = 15
    var p = 16, q = 17, r = 18, s: Int? = 19, t: Int?, u = "u"
}
